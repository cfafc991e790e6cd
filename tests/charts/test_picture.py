"""Pictures without a browser: well-formed, harmless, complete."""

from xml.etree import ElementTree

import pytest

from kotaku.charts.palette import AKUN
from kotaku.charts.picture import fitted, svg
from kotaku.charts.spec import Bars, Empty, End, Series
from tests.charts.test_common import FRAMES, SOURCE, SPECS


@pytest.fixture
def frames(request):
    return {name: request.getfixturevalue(name) for name in FRAMES}


def texts(picture):
    root = ElementTree.fromstring(picture)
    return [e.text for e in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.parametrize("size", [(340, 240), (620, 330), (1200, 560)])
def test_every_chart_is_a_well_formed_picture_with_its_source(frames, name, size):
    picture = svg(SPECS[name](frames, SOURCE), width=size[0], height=size[1])
    assert "data per 8 Agustus 2019" in " ".join(texts(picture))
    assert "<script" not in picture


def test_text_from_files_stays_text():
    chart = Bars(
        '<script>alert("x")</script>',
        source="</svg><b>",
        rows=["<i>a</i>"],
        series=[Series("<u>", [1.0], [AKUN["sisa"]])],
        unit="ha",
        ends=[End('"><image href="http://x">', 1.0)],
        legend=True,
    )
    root = ElementTree.fromstring(svg(chart))
    assert {e.tag.rpartition("}")[2] for e in root.iter()} <= {
        "svg", "defs", "pattern", "path", "rect", "line", "text", "polyline", "circle"
    }  # fmt: skip
    assert "<i>a</i>" in texts(svg(chart))


def test_an_empty_chart_says_why():
    assert "Belum ada data." in texts(svg(Empty("Belum ada data.")))


def test_a_picture_takes_fewer_rows_before_it_cuts_a_name():
    names = [f"{year} · Skala lingkungan (BPM)" for year in range(2010, 2022)]

    def build(rows):
        shown = names[:rows]
        series = [Series("sisa", [1.0] * len(shown), [AKUN["sisa"]])]
        return Bars("uji", source="", rows=shown, series=series, unit="ha")

    chart = fitted(build, most=len(names), width=300, height=200)
    assert 3 <= len(chart.rows) < len(names)
    words = " ".join(texts(svg(chart, width=300, height=200)))
    assert all(name in words for name in chart.rows)
