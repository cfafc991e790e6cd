"""What holds for every figure: type, source, markup, empty frames."""

import html
import json

import plotly.graph_objects as go
import pytest
from streamlit.elements.lib import streamlit_plotly_theme

from kotaku.charts import areas, classes, schedule
from kotaku.charts.fit import lines_of, short_place, text_px, wrapped
from kotaku.charts.plotly import INK, figure
from kotaku.charts.spec import Empty, alternative, table

SOURCE = "Sumber: <b>buku</b>.xlsx · data per 8 Agustus 2019 · metode T, satuan RT"
SPECS = {
    "waterfall_area": lambda f, s: areas.waterfall_area(f["ntt"], source=s),
    "stacked_area_by_place": lambda f, s: areas.stacked_area_by_place(f["ntt"], source=s),
    "cumulative_reduction": lambda f, s: areas.cumulative_reduction(f["reductions"], source=s),
    "s_curve": lambda f, s: schedule.s_curve(f["weekly"], source=s),
    "deviation_by_team": lambda f, s: schedule.deviation_by_team(f["latest"], source=s),
    "gantt": lambda f, s: schedule.gantt(f["activities"], source=s),
    "class_movement": lambda f, s: classes.class_movement(f["units"], source=s),
    "class_by_place": lambda f, s: classes.class_by_place(f["units"], source=s),
    "criteria_heatmap": lambda f, s: classes.criteria_heatmap(
        f["units"], f["regulation"], source=s
    ),
}
BUILDERS = {name: lambda f, s, build=build: figure(build(f, s)) for name, build in SPECS.items()}
FRAMES = ("ntt", "reductions", "weekly", "latest", "activities", "units", "regulation")


@pytest.fixture
def frames(request):
    return {name: request.getfixturevalue(name) for name in FRAMES}


@pytest.fixture
def empty(frames):
    return {name: f if name == "regulation" else f.iloc[:0] for name, f in frames.items()}


def walk(node, key=""):
    """Yield (key, value) of every leaf of a figure."""
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from walk(inner, name)
    elif isinstance(node, list):
        for inner in node:
            yield from walk(inner, key)
    else:
        yield key, node


def leaves(fig):
    fig.layout.template = None
    return list(walk(json.loads(fig.to_json())))


@pytest.mark.parametrize("name", BUILDERS)
def test_figures_speak_indonesian_and_take_the_theme(frames, name):
    fig = BUILDERS[name](frames, SOURCE)
    assert fig.layout.separators == ",."
    assert fig.layout.paper_bgcolor == fig.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert "data per 8 Agustus 2019" in fig.layout.annotations[-1].text


@pytest.mark.parametrize("name", BUILDERS)
def test_type_is_large_enough_for_the_back_row(frames, name):
    sizes = [v for k, v in leaves(BUILDERS[name](frames, SOURCE)) if k == "size"]
    fonts = [v for v in sizes if v not in (8, 10, 24)]  # patterns and points
    assert min(fonts) >= 15


@pytest.mark.parametrize("name", BUILDERS)
def test_text_from_files_is_never_markup(frames, name):
    seen = 0
    for key, value in leaves(BUILDERS[name](frames, SOURCE)):
        # customdata is not drawn: it gives a page the raw name of what was chosen
        if key == "customdata" or not isinstance(value, str):
            continue
        for ours in ("<br>", "<b>", "</b>", "<extra></extra>"):
            value = value.replace(ours, "")
        assert not set(value) & set("<>$")
        seen += "&#60;" in value
    assert seen


@pytest.mark.parametrize("name", BUILDERS)
def test_an_empty_frame_gives_a_sentence(empty, name):
    fig = BUILDERS[name](empty, SOURCE)
    assert not fig.data
    assert fig.layout.annotations[0].name == "kosong"
    assert fig.layout.annotations[0].text.startswith("Belum ada")


def test_ink_is_the_colour_that_streamlit_replaces():
    assert INK == streamlit_plotly_theme.GRAY_90


def test_source_breaks_between_its_parts():
    found = lines_of("Sumber: a.xlsx · data per 8 Agustus 2019 · metode T", 250)
    assert found == ["Sumber: a.xlsx", "data per 8 Agustus 2019 · metode T"]


def test_long_and_empty_names_stay_on_the_axis():
    assert short_place("Kabupaten Timor Tengah Selatan") == "Kab. Timor Tengah Selatan"
    assert short_place(None) == "–"
    found = wrapped("kata " * 40, 160)
    assert " ".join(found).split() == ["kata"] * 40
    assert all(text_px(line, 16) <= 160 for line in found)


def test_a_unit_never_parts_from_its_number():
    for room in range(40, 300, 7):
        joined = " ".join(wrapped("sisa 1.234,56 ha dari Rp 2,5 miliar", room))
        assert not any(
            line.startswith(("ha", "miliar"))
            for line in wrapped("sisa 1.234,56 ha dari Rp 2,5 miliar", room)
        )
        assert joined


def test_an_empty_chart_needs_no_source():
    assert isinstance(figure(Empty("Belum ada data.")), go.Figure)


@pytest.mark.parametrize("name", BUILDERS)
@pytest.mark.parametrize("width", [300, 420, 584, 861, 1700])
def test_no_label_reaches_beyond_its_chart(frames, name, width):
    """Every label at a value or in the column at the right has its room by the measured width."""
    fig = figure(SPECS[name](frames, SOURCE), width=width)
    left = max(
        (
            text_px(part, 16)
            for t in fig.layout.yaxis.ticktext or ("",)
            for part in html.unescape(t).split("<br>")
        ),
        default=0,
    )
    assert left <= 0.5 * width + 20
    for note in fig.layout.annotations:
        if note.xref == "paper" and note.x == 1 and note.xanchor == "left":
            longest = max(text_px(html.unescape(part), 15) for part in note.text.split("<br>"))
            assert longest <= fig.layout.margin.r + 2


@pytest.mark.parametrize("name", BUILDERS)
def test_every_chart_tells_its_values_in_words_and_as_a_table(frames, name):
    chart = SPECS[name](frames, SOURCE)
    told = alternative(chart)
    assert told.startswith(chart.name)
    assert len(table(chart)) > 0
    assert any(character.isdigit() for character in told)
