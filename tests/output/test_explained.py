"""One page for every figure: it adds up, names its rule and its cells, and is one page."""

import re
import zlib
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kotaku import rules
from kotaku.evaluation import Settings, evaluate
from kotaku.explain.figures import explain_unit, headline
from kotaku.explain.parts import REST, parts
from kotaku.output.blocks import BlockTable, Paragraph
from kotaku.output.figure_page import _blocks, explanation_pdf
from kotaku.output.figure_page import rules as rules_line
from kotaku.output.total_sheet import SHEET, total_workbook
from tests.tables import condition, dataset, rt, works

DAY = date(2026, 1, 2)
KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}


def data(n=3, jobs=1):
    names = [f"rt {i}" for i in range(n)]
    return dataset(
        rt=[rt(i, kab_kota="X", kawasan="W", luas_verifikasi_ha=1.0 + k) for k, i in
            enumerate(names)],
        kekumuhan=[condition(i, **KUMUH) for i in names],
        pekerjaan=[works(names[0], 2020 + k, "2a", 80, "realisasi") for k in range(jobs)],
    )  # fmt: skip


def figures(tables, **settings):
    found = evaluate(tables, Settings(**settings))
    return found, {e.key: e for e in headline(tables, found, found.akun_luas)}


def pages(content):
    text = b"".join(
        zlib.decompress(s) if s[:1] == b"x" else s
        for s in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    )
    return len(re.findall(rb"/Type /Page\b(?!s)", content + text))


@pytest.mark.parametrize("satuan", ["rt", "kawasan", "kab_kota"])
@pytest.mark.parametrize("metode", ["T", "K_T0", "K_tahun", "R0"])
def test_the_units_of_a_total_sum_to_it(satuan, metode):
    found, shown = figures(data(), satuan=satuan, metode=metode)
    whole = found.akun_luas[found.akun_luas["kab_kota"] == ""]
    sums = shown["sisa"].parts()
    assert sums["luas_awal_ha"].sum() == pytest.approx(whole["luas_awal_ha"].iloc[0])
    assert sums["pengurangan_ha"].sum() == pytest.approx(whole["pengurangan_ha"].sum())
    assert sums["sisa_ha"].sum() == pytest.approx(whole["sisa_ha"].iloc[-1])
    assert REST not in set(sums["nama"])
    assert sums["sel"].str.contains("!").all()


def test_what_no_location_tells_is_a_row_of_its_own():
    tables = dataset(
        lokasi=[{"id_lokasi": "1", "kab_kota": "X", "luas_sk_ha": 10.0, "kelurahan": "L"}],
        pengurangan=[
            {"id_lokasi": "1", "kab_kota": "X", "tahun": 2020, "pengurangan_ha": 3.0,
             "status": "realisasi"},
            {"kab_kota": "X", "tahun": 2021, "pengurangan_ha": 2.0, "status": "realisasi"},
        ],
    )  # fmt: skip
    found = evaluate(tables)
    rows = parts(tables, found, found.akun_luas).set_index("nama")
    assert rows.loc["L", ["luas_awal_ha", "pengurangan_ha", "sisa_ha"]].tolist() == [10, 3, 7]
    assert rows.loc[REST, ["luas_awal_ha", "pengurangan_ha", "sisa_ha"]].tolist() == [0, 2, -2]


def test_one_page_however_long_the_lists_are():
    tables = data(45, jobs=45)
    found, shown = figures(tables)
    for explanation in (
        shown["sisa"],
        explain_unit(tables, found, "rt", "rt 0", 2064),
        explain_unit(tables, found, "kawasan", "X / W", 2064),
    ):
        content = explanation_pdf(replace(explanation, source="Sumber: data.xlsx"), stamp=DAY)
        assert pages(content) == 1


def test_the_same_figure_gives_the_same_bytes():
    first, again = (explanation_pdf(figures(data())[1]["sisa"], stamp=DAY) for _ in range(2))
    assert first == again


def test_a_cut_list_still_adds_up():
    _, shown = figures(data(30))
    table = next(
        b
        for b in _blocks(shown["sisa"], 4)
        if isinstance(b, BlockTable) and b.headings[0] == "Satuan"
    )
    number = [float(row[2].replace(".", "").replace(",", ".")) for row in table.rows]
    assert table.rows[-2][0] == "… dan 26 satuan lain"
    assert sum(number[:-1]) == pytest.approx(number[-1])


def test_the_rule_stands_on_the_page_with_its_source():
    _, shown = figures(data())
    last = [b for b in _blocks(shown["sisa"], 4) if isinstance(b, Paragraph)][-1].text
    assert last == rules_line(rules.load())
    assert "≥ 75,995 % = 5" in last
    assert "di bawah 16 tidak kumuh" in last
    assert "R0" in last


def test_the_sheet_of_a_total_has_formulas_for_every_sum():
    _, shown = figures(data())
    sheet = load_workbook(BytesIO(total_workbook(shown["sisa"])))[SHEET]
    values = load_workbook(BytesIO(total_workbook(shown["sisa"])), data_only=True)[SHEET]
    row = next(c.row for c in sheet["A"] if c.value == "Jumlah")
    assert [str(sheet.cell(row, c).value)[:5] for c in (3, 4, 5)] == ["=SUM("] * 3
    assert [values.cell(row, c).value for c in (3, 4, 5)] == [6.0, 1.0, 5.0]
    assert sheet.cell(row - 1, 5).value == f"=C{row - 1}-D{row - 1}"
    assert values.cell(row + 1, 4).value == pytest.approx(100 / 6)
