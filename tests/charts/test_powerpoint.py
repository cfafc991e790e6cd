"""Charts on slides as python-pptx reads them back: native, with the figures of the spec."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from kotaku.charts import change, powerpoint
from kotaku.charts.inset import before_after
from kotaku.charts.palette import AKUN, Swatch
from kotaku.charts.powerpoint.bar_charts import BASE, ENDS
from kotaku.charts.powerpoint.shapes import Box
from kotaku.charts.spec import Bars, Circle, Curve, Empty, End, Inset, Lines, Series, alternative
from tests.charts.test_common import FRAMES, SOURCE, SPECS

STAMP = date(2020, 1, 1)


@pytest.fixture
def frames(request):
    return {name: request.getfixturevalue(name) for name in FRAMES}


WHOLE = Box(0.5, 1.6, 12.3, 5.1)


def drawn(chart, box=WHOLE, size=12):
    """Return the slide that holds a chart, read back from the file's bytes."""
    deck = Presentation()
    powerpoint.draw(deck.slides.add_slide(deck.slide_layouts[6]), box, chart, STAMP, size)
    target = BytesIO()
    deck.save(target)
    return Presentation(BytesIO(target.getvalue())).slides[0]


def native(slide):
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def series(chart):
    return {s.name: list(s.values) for s in chart.plots[0].series}


def words(slide):
    found = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(found).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.parametrize("size", [(3.5, 2.2), (6, 3), (12.3, 5.1)])
def test_every_chart_stands_on_a_slide_with_what_it_says_for_who_cannot_see_it(frames, name, size):
    chart = SPECS[name](frames, SOURCE)
    slide = drawn(chart, Box(0, 0, *size))
    told = [s._element.nvGraphicFramePr.cNvPr.get("descr") for s in slide.shapes
            if s.has_chart or s.has_table]  # fmt: skip
    assert alternative(chart) in told
    assert "data per 8 Agustus 2019" in words(slide)
    assert "<script" not in etree.tostring(slide._element, encoding="unicode").lower()


@pytest.mark.parametrize("name", SPECS)
def test_the_numbers_behind_a_chart_are_those_of_its_spec(frames, name):
    chart = SPECS[name](frames, SOURCE)
    slide = drawn(chart)
    if not any(shape.has_chart for shape in slide.shapes):
        texts = words(slide)
        assert all(row in texts for row in chart.totals)
        return
    found = series(native(slide))
    asked = chart.series if isinstance(chart, Bars) else chart.curves
    lanes = {one.lane for one in asked} if isinstance(chart, Bars) else {0}
    if len(lanes) > 1 and chart.days:  # the inner bar stands before the rest of the outer one
        whole, done = (sum(v or 0 for v in one.values) for one in asked)
        assert sum(sum(found[n]) for n in found if n not in (BASE, ENDS)) == pytest.approx(whole)
        assert sum(found["Realisasi"]) == pytest.approx(done)
        return
    for one in asked:
        values = [abs(v) if BASE in found else v for v in one.values if pd.notna(v)]
        assert [v for v in found[one.name] if v is not None] == pytest.approx(values)


@pytest.mark.parametrize("name", SPECS)
def test_the_workbook_behind_a_chart_holds_no_formula_and_the_same_numbers(frames, name):
    slide = drawn(SPECS[name](frames, SOURCE))
    for shape in slide.shapes:
        if not shape.has_chart:
            continue
        blob = shape.chart.part.chart_workbook.xlsx_part.blob
        frame = pd.read_excel(BytesIO(blob), index_col=0, engine="calamine")
        for own, values in series(shape.chart).items():
            known = [v for v in values if v is not None]
            assert list(frame[own].dropna()) == pytest.approx(known)
        with ZipFile(BytesIO(blob)) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_bar_below_zero_keeps_its_label_and_its_name_apart():
    one = Series("Deviasi", [-8.0, 2.0], [AKUN["sisa"]], [0.0, 0.0])
    chart = Bars("Deviasi", rows=["Kota A", "Kota B"], series=[one], unit="pp",
                 ends=[End("−8,00 pp · kritis"), End("+2,00 pp")])  # fmt: skip
    found = native(drawn(chart, Box(0, 0, 5, 3)))
    assert found.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert found.value_axis.minimum_scale < -12  # room for the label left of the bar
    assert found.plots[0].series[0].points[0].data_label.text_frame.text == "−8,00 pp · kritis"


def test_upright_bars_have_their_level_as_a_line_on_the_same_axes():
    years = pd.DataFrame({"tahun": [2024, 2025], "kembali_ha": [1.0, 2.0], "kumuh_ha": [4.0, 5.0],
                          "kumuh_dipelihara_ha": [3.0, 3.0]})  # fmt: skip
    chart = native(drawn(change.relapse_years(years, source="")))
    assert chart.chart_type == XL_CHART_TYPE.COLUMN_STACKED
    assert series(chart)["kembali kumuh"] == [1.0, 2.0]
    (line,) = chart._chartSpace.xpath(".//c:lineChart//c:ser")
    assert {e.text for e in line.xpath(".//c:v")} == {"3.000000"}


def test_curves_over_amounts_keep_their_distances():
    frontier = pd.DataFrame({"biaya_rp": [1e9, 2e9, 8e9], "luas_ha": [1.0, 3.0, 9.0]})
    chart = native(drawn(change.frontier_curve(frontier, source="", chosen=(2e9, 3.0))))
    first, chosen = chart.plots[0].series
    assert [p.text for p in first._element.xpath("c:xVal//c:v")] == ["1.0", "2.0", "8.0"]
    assert list(chosen.values) == [3.0]


def test_a_curve_of_its_own_days_goes_on_over_the_days_of_others():
    days = [pd.Timestamp(2022, 1, d) for d in (3, 10, 17)]
    own = [pd.Timestamp(2022, 1, d) for d in (12, 20)]
    chart = Lines("S", x=days, unit="%", curves=[
        Curve("Rencana", [10.0, 50.0, 100.0], "#75818e", "dash", end="Rencana 50,00 %"),
        Curve("Perkiraan", [30.0, 60.0], "#2f6db5", "dot", x=own),
    ])  # fmt: skip
    slide = drawn(chart)
    assert series(native(slide))["Perkiraan"] == [None, None, 30.0, None, 60.0]
    assert native(slide)._chartSpace.xpath(".//c:dispBlanksAs/@val") == ["span"]
    assert "Rencana (putus-putus) 50,00 %" in words(slide)


def test_maps_are_shapes_within_their_windows():
    points = pd.DataFrame({"nama": ["{Oesapa} <b>", "Kelapa Lima"], "lintang": [-10.15, -10.17],
                           "bujur": [123.65, 123.60], "luas_ha": [4.0, 1.0],
                           "sisa_ha": [4.0, 0.0], "tingkat": [None, None]})  # fmt: skip
    slide = drawn(before_after(points, points), Box(1, 1, 8, 4))
    (group,) = [s for s in slide.shapes if s.shape_type == 6]
    assert "Oesapa" in group._element.nvGrpSpPr.cNvPr.get("descr")
    names = [shape.name for shape in group.shapes]
    assert names.count("Laut") == 2
    assert "{Oesapa} <b>" in names
    ids = [s.shape_id for s in group.shapes]
    assert len(set(ids)) == len(ids)
    for shape in group.shapes:
        assert group.left <= shape.left
        assert shape.left + shape.width <= group.left + group.width + 1


def test_a_chart_without_figures_says_why():
    assert "Belum ada data." in words(drawn(Empty("Belum ada data.")))
    look = Swatch("a", "a", "a", "#2f6db5", "")
    lone = Inset("Peta", titles=["Kini"], window=(0, 0, 1, 1), land=([], []),
                 panels=[[Circle("a", 0.5, 0.5, 20, look, "a")]])  # fmt: skip
    assert "Kini" in words(drawn(replace(lone, meanings=["! utuh"])))


def test_periods_without_days_keep_their_numbers_and_their_order():
    chart = Lines("S", x=["1", "2", "3"], unit="%", note_at=1, curves=[
        Curve("Realisasi", [10.0, 20.0, None], "#2f6db5", end="Realisasi 20,00 %"),
        Curve("Perkiraan", [20.0, 40.0], "#2f6db5", "dot", x=["2", "4"]),
    ])  # fmt: skip
    found = native(drawn(chart))
    assert list(found.plots[0].categories) == ["1", "2", "3", "4"]
    assert series(found)["Perkiraan"] == [None, 20.0, None, 40.0]
