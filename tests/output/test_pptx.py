"""The slides as python-pptx reads them back: chart objects, numbers, words, places on the slide."""

import math
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from kotaku import view
from kotaku.charts.powerpoint.bar_charts import ENDS
from kotaku.output.pptx import presentation
from kotaku.words.numbers import format_ha

MADE = {}  # by fixture; slides take longest to make


def made(report):
    if id(report) not in MADE:
        MADE[id(report)] = presentation(report)
    return MADE[id(report)]


def opened(report):
    return Presentation(BytesIO(made(report)))


def charts(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def words(slide):
    return "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def slide_of(deck, kicker):
    return next(s for s in deck.slides if kicker in words(s))


def series(chart):
    return {s.name: list(s.values) for s in chart.plots[0].series}


def test_the_account_is_a_native_waterfall_that_sums_to_the_published_totals(ntt):
    chart = charts(slide_of(opened(ntt), "Pengurangan kumuh"))[0]
    assert chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    found = series(chart)
    gone = [v for name in ("Realisasi", "Simulasi") for v in found[name] if v is not None]
    assert found["Luas awal"][0] == pytest.approx(202.43)
    assert sum(gone) == pytest.approx(189.29)
    assert found["Sisa"][-1] == pytest.approx(13.14)
    labels = [p.data_label.text_frame.text for p in points(chart, ENDS)]
    assert labels[0] == "202,43 ha"
    assert labels[-1] == "13,14 ha"


def points(chart, name):
    (own,) = [s for s in chart.plots[0].series if s.name == name]
    return [own.points[i] for i in range(len(list(own.values)))]


def test_every_kab_kota_stands_in_the_overview_with_its_hectares(ntt):
    slide = slide_of(opened(ntt), "Ringkasan")
    (chart,) = charts(slide)
    found, names = series(chart), list(chart.plots[0].categories)
    assert len(names) == 9
    at = names.index("Kota Kupang")
    left = "Sisa bila simulasi 2019 terlaksana"
    assert found[left][at] == pytest.approx(6.14)
    assert points(chart, ENDS)[at].data_label.text_frame.text == "sisa kini 15,02"
    total = sum(sum(found[n]) for n in ("Realisasi", "Simulasi", left))
    assert total == pytest.approx(202.43)
    for text in ("202,43 ha", "189,29 ha", "13,14 ha", "64,30 %", "Perlu keputusan hari ini"):
        assert text in words(slide)


def test_the_s_curve_is_a_native_line_chart_over_weeks(ntb):
    curve, weeks, deviation = charts(slide_of(opened(ntb), "Master Schedule per 30 November 2022"))
    assert curve.chart_type == XL_CHART_TYPE.LINE
    weekly = ntb.evaluation.jadwal.weekly
    own = weekly[weekly["kab_kota"] == ""]
    found = series(curve)
    known = [v for v in found["Rencana"] if v is not None]
    assert known == pytest.approx(list(own["rencana_pct"].dropna()))
    assert max(v for v in found["Realisasi"] if v is not None) == pytest.approx(98.0)
    assert found["Perkiraan"][-1] == pytest.approx(100.0)
    assert weeks.chart_type == XL_CHART_TYPE.COLUMN_CLUSTERED
    assert deviation.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    (values,) = series(deviation).values()
    latest = ntb.evaluation.jadwal.latest
    teams = latest[latest["kab_kota"] != view.WHOLE]["deviasi_pp"]
    assert values == pytest.approx(sorted(teams))


def test_each_kab_kota_has_its_slide_with_account_and_curve(ntt):
    deck = opened(ntt)
    for name in ntt.kab_kota:
        slide = slide_of(deck, f"{name} · ")
        account, curve = charts(slide)
        area = ntt.area_of(name)
        assert series(account)["Sisa"][-1] == pytest.approx(area.sisa_simulasi_ha)
        assert curve.chart_type == XL_CHART_TYPE.LINE
        title = slide.shapes.title.text_frame.text.replace("\N{NO-BREAK SPACE}", " ")
        assert title.startswith(f"{name}. {format_ha(area.realisasi_ha)}")
        assert "target 0 ha" in words(slide)


def test_worst_criteria_and_classes_stand_where_rt_data_are(measured):
    deck = opened(measured)
    slide = slide_of(deck, "Kota L · 2/2")
    assert "2a Cakupan pelayanan jalan lingkungan: 5,00" in words(slide)
    (chart,) = charts(slide_of(deck, "Tingkat kekumuhan per RT"))
    # RT a: 3 × 5 + 3 = 18 at first, 5 less after the works on 2b
    rows, found = list(chart.plots[0].categories), series(chart)
    assert found["awal"][rows.index("Ringan (R) awal")] == 2.0
    assert found["akhir"][rows.index("Ringan (R) akhir")] == 1.0
    assert found["akhir"][rows.index("Tidak kumuh (T) akhir")] == 1.0


def test_every_slide_says_method_source_and_date(ntt):
    deck = opened(ntt)
    for slide in deck.slides:
        text = words(slide)
        assert "Sumber: contoh_ntt_2019.xlsx · data 4 Agustus 2019" in text
        assert "hektare seperti dilaporkan" in text
        assert "ILUSTRASI" in text
        assert slide.has_notes_slide
    notes = slide_of(deck, "Pengurangan kumuh").notes_slide.notes_text_frame.text
    assert "202,43 − 153,50 = 48,93 ha" in notes
    assert "Pengurangan!" in notes


def test_no_mark_of_illustration_where_the_profile_says_nothing(measured):
    assert all("ILUSTRASI" not in words(slide) for slide in opened(measured).slides)


def test_claims_that_differ_come_first(ntb):
    slide = slide_of(opened(ntb), "Angka laporan dihitung ulang")
    grid = next(shape.table for shape in slide.shapes if shape.has_table)
    assert grid.cell(1, 6).text == "Tidak cocok"
    assert "105,59" in grid.cell(1, 7).text
    assert slide.shapes.title.text_frame.text.startswith("2 angka laporan tidak cocok")


def test_follow_ups_have_a_slide_when_there_are_any(ntb, hostile):
    none = replace(ntb, rtl=ntb.follow_ups.head(0))
    assert all("Tindak lanjut (RTL)" not in words(s) for s in opened(none).slides)
    assert slide_of(opened(hostile), "Tindak lanjut (RTL)")


def test_an_empty_data_set_still_gives_slides(nothing):
    deck = opened(nothing)
    assert "Belum ada luas kumuh yang dapat dihitung." in words(deck.slides[0])
    assert not [c for slide in deck.slides for c in charts(slide)]


@pytest.mark.parametrize("name", ["ntt", "ntb", "measured", "hostile", "long_named"])
def test_nothing_leaves_the_slide_and_no_two_charts_or_tables_meet(name, request):
    deck = opened(request.getfixturevalue(name))
    for slide in deck.slides:
        boxes = []
        for shape in slide.shapes:
            right, bottom = shape.left + shape.width, shape.top + shape.height
            assert shape.left >= 0
            assert right <= deck.slide_width
            assert bottom <= deck.slide_height
            if shape.has_chart or shape.has_table:
                boxes.append((shape.left, shape.top, right, bottom))
        for i, a in enumerate(boxes):
            assert not [b for b in boxes[i + 1 :] if _meet(a, b)]


@pytest.mark.parametrize("name", ["ntt", "hostile", "long_named"])
def test_every_row_of_a_table_is_as_high_as_its_texts(name, request):
    for slide in opened(request.getfixturevalue(name)).slides:
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    assert row.height >= _height(cell.text_frame, column.width - 2 * 54_000)


@pytest.mark.parametrize("name", ["ntt", "long_named"])
def test_every_box_of_text_holds_its_lines(name, request):
    for slide in opened(request.getfixturevalue(name)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text:
                assert shape.height * 1.05 >= _height(shape.text_frame, shape.width)


def _height(frame, width):
    """Return how high texts stand whose letters are half as wide as they are high [EMU]."""
    high = 0
    for paragraph in frame.paragraphs:
        size = max((run.font.size or 0 for run in paragraph.runs), default=0)
        letters = len("".join(run.text for run in paragraph.runs))
        high += math.ceil(0.5 * size * letters / width) * 1.15 * size
    return high


@pytest.mark.parametrize("name", ["ntt", "ntb", "long_named"])
def test_no_name_or_sentence_is_cut_on_a_slide(name, request):
    with ZipFile(BytesIO(made(request.getfixturevalue(name)))) as archive:
        for part in archive.namelist():
            if part.endswith(".xml"):
                told = archive.read(part).decode()
                assert not re.search(r"[^ >]\u2026", told), part


def test_long_obstacles_and_follow_ups_stand_whole_on_slides(long_named):
    activities = long_named.evaluation.jadwal.activities
    late = activities[activities["deviasi_pp"] < 0]
    told = {text for text in late["kendala"].dropna() if len(text) > 150}
    grids = [s.table for slide in opened(long_named).slides for s in slide.shapes if s.has_table]
    cells = {
        c.text.replace("\N{NO-BREAK SPACE}", " ") for g in grids for r in g.rows for c in r.cells
    }
    assert told
    assert told <= cells
    assert set(long_named.follow_ups["masalah"]) <= cells


def _meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_hostile_text_is_text_on_slides_and_in_the_workbooks_of_charts(hostile):
    content = made(hostile)
    text = "\n".join(words(slide) for slide in Presentation(BytesIO(content)).slides)
    assert "=HYPERLINK(" in text
    assert "<script>" in text
    assert max(len(line) for line in text.splitlines()) < 700
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e]", text)
    with ZipFile(BytesIO(content)) as archive:
        books = [n for n in archive.namelist() if n.endswith(".xlsx")]
        relations = [archive.read(n) for n in archive.namelist() if n.endswith(".rels")]
        assert not [r for r in relations if b"jahat" in r]
        assert len(books) > 6
        for name in books:
            with ZipFile(BytesIO(archive.read(name))) as book:
                sheet = book.read("xl/worksheets/sheet1.xml")
                assert b"<f>" not in sheet
                assert b"hyperlink" not in sheet


def test_numbers_behind_a_chart_are_those_it_shows(ntt):
    (chart,) = charts(slide_of(opened(ntt), "Ringkasan"))
    blob = chart.part.chart_workbook.xlsx_part.blob
    frame = pd.read_excel(BytesIO(blob), index_col=0, engine="calamine")
    for name, values in series(chart).items():
        assert list(frame[name]) == pytest.approx(values)
    assert list(frame.index) == list(chart.plots[0].categories)


def test_achievement_has_a_slide_each(ntt, measured):
    deck = opened(ntt)
    assert "7 paket tertahan" in words(slide_of(deck, "Dana BPM"))
    assert "3 dari 7 KPI" in words(slide_of(deck, "KPI dan 100-0-100"))
    shown, listed = (s for s in deck.slides if "Kesiapan audit" in words(s))
    assert len(charts(shown)) == 2
    tables = [s.table for s in listed.shapes if s.has_table]
    assert len(tables[0].rows) == 7  # six open findings
    assert not [s for s in opened(measured).slides if "Kesiapan audit" in words(s)]


def test_a_long_title_is_written_smaller_so_that_it_ends_above_the_body(ntt):
    for slide in opened(ntt).slides:
        title = slide.shapes.title.text_frame
        size = title.paragraphs[0].runs[0].font.size.pt
        letters = 12.33 * 72 / (0.5 * size)  # that one line holds, half as wide as they are high
        assert math.ceil(len(title.text) / letters) * size * 1.2 <= (1.62 - 0.58) * 72 + 1
