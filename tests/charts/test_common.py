"""What holds for every figure: type, source, markup, empty frames."""

import json

import plotly.graph_objects as go
import pytest
from streamlit.elements.lib import streamlit_plotly_theme

from kotaku.charts import areas, base, classes, schedule

SOURCE = "Sumber: <b>buku</b>.xlsx · data per 8 Agustus 2019 · metode T, satuan RT"
BUILDERS = {
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
    assert base.INK == streamlit_plotly_theme.GRAY_90


def test_source_breaks_between_its_parts():
    lines = base.source_lines("Sumber: a.xlsx · data per 8 Agustus 2019 · metode T", width=30)
    assert lines == "Sumber: a.xlsx<br>data per 8 Agustus 2019<br>metode T"


def test_long_and_empty_names_stay_on_the_axis():
    assert base.place("Kabupaten Timor Tengah Selatan") == "Kab. Timor Tengah Selatan"
    assert base.place(None) == "–"
    assert base.wrap("kata " * 40, 20).count("<br>") == 1


def test_empty_figure_needs_no_source():
    assert isinstance(base.empty_figure("Belum ada data."), go.Figure)
