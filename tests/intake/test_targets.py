"""Targets beside achievements, the table of every rakor, in the forms that teams give it."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from kotaku.evaluation import evaluate
from kotaku.intake.understand import build_dataset, readings

PLACES = [  # area, target and achievement of two years, what is left
    ("Kota Palu", "Besusu", 120.5, 30, 28.25, 40, 42, 50.25),
    ("Kota Palu", "Lere", 60, 20, 20, 10, 4.5, 35.5),
    ("Kabupaten Poso", "Gebangrejo", 44.25, 10, 0, 20, 18, 26.25),
]
STATES = [("Target", "Realisasi"), ("Rencana", "Capaian"), ("Target (Ha)", "Realisasi (Ha)")]

WRONG = (
    "SISA-TIDAK-COCOK", "PENGURANGAN-MELEBIHI-LUAS", "PERSEN-REKAP-TIDAK-COCOK",
    "PENGURANGAN-NEGATIF", "TOTAL-TIDAK-COCOK",
)  # fmt: skip


def book(states: tuple[str, str], *, merged: bool, above: bool, village: bool) -> bytes:
    """Return the table: years above the states or behind them, by kelurahan or by kab/kota."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["TARGET DAN CAPAIAN PENGURANGAN KUMUH"])
    head = ["No", "Kab/Kota", *(["Kelurahan"] if village else []), "Luas Kumuh SK (Ha)"]
    plan, done = states
    if above:
        sheet.append([*head, "2018", None, "2019", None, "Sisa Kumuh (Ha)"])
        sheet.append([None] * len(head) + [plan, done] * 2)
    else:
        words = [f"{w} {y}" for y in (2018, 2019) for w in (f"{plan} pengurangan", done)]
        sheet.append([*head, *words, "Sisa Kumuh (Ha)"])
    if above and merged:
        last = len(head) + 5
        for column in (*range(1, len(head) + 1), last):
            sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
        for column in (len(head) + 1, len(head) + 3):
            sheet.merge_cells(start_row=2, end_row=2, start_column=column, end_column=column + 1)
    for i, (kab, kel, *figures) in enumerate(PLACES, 1):
        sheet.append([i, kab, *([kel] if village else []), *figures])
    sums = [sum(figures) for figures in zip(*(row[2:] for row in PLACES), strict=True)]
    sheet.append([None, "Jumlah", *([None] if village else []), *sums])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize("states", STATES, ids="-".join)
@pytest.mark.parametrize(
    ("merged", "above", "village"),
    [(True, True, True), (False, True, True), (False, False, True), (False, False, False)],
)
def test_what_a_target_adds_is_what_goes_beyond_its_achievement(states, merged, above, village):
    data = build_dataset([("a.xlsx", book(states, merged=merged, above=above, village=village))])
    account = evaluate(data).account()
    assert account.realisasi.luas_awal_ha == pytest.approx(224.75)
    assert account.realisasi.pengurangan_ha == pytest.approx(112.75)
    assert account.realisasi.sisa_ha == pytest.approx(112)
    assert account.simulasi.pengurangan_ha == pytest.approx(112.75 + 5.5 + 2)  # of each row
    assert account.tahun_rencana == 2019
    assert not data.questions
    (told,) = [f for f in evaluate(data).temuan if f.code == "RENCANA-BERDAMPINGAN"]
    assert "Rencana 70,00 ha tahun 2019 (3 baris)" in told.message
    assert told.message.endswith("yang masih akan berkurang 7,50 ha.")
    assert set(evaluate(data).akun_luas["sumber"]).isdisjoint({"Target", "Realisasi"})
    assert not {f.code for f in data.findings} & {*WRONG}


def sheet(*rows: list[object]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_one_year_with_a_deviation_and_sums_with_percents_of_the_target():
    one = [["Kab/Kota", "Luas Kumuh", "Target", "Realisasi", "Deviasi", "Sisa Kumuh"]]
    sums = [["Kab/Kota", "Baseline Kumuh (Ha)", "Target 2018", "Capaian 2018", "Target 2019",
             "Capaian 2019", "Total Target", "Total Capaian", "% Capaian", "Sisa"]]  # fmt: skip
    for kab, kel, area, plan, done, plan2, done2, left in PLACES:
        one.append([kel, area, plan2, done2, done2 - plan2, area - done2])
        both = [plan + plan2, done + done2, (done + done2) / (plan + plan2)]
        sums.append([kab if kel != "Lere" else "Kabupaten Sigi", area, plan, done, plan2, done2,
                     *both, left])  # fmt: skip
    one[0][0] = "Kelurahan"
    for rows, gone in ((one, 64.5), (sums, 112.75)):
        title = ["TARGET DAN REALISASI PENGURANGAN KUMUH TAHUN 2019"]
        data = build_dataset([("a.xlsx", sheet(title, *rows))])
        account = evaluate(data).account()
        assert account.realisasi.pengurangan_ha == pytest.approx(gone)
        assert account.simulasi.pengurangan_ha == pytest.approx(gone + 5.5 + 2)
        assert not {f.code for f in data.findings} & {*WRONG}


WORDS = [("Target", "Realisasi"), ("Rencana", "Capaian"), ("TARGET", "REALISASI")]


@pytest.mark.parametrize("words", WORDS, ids="-".join)
@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("beside", [True, False])
def test_targets_and_achievements_in_rows_are_told_apart(words, repeated, total, beside):
    rows: list[list[object]] = [["Kab/Kota", "Luas kumuh (Ha)", "Uraian", "2018", "2019"]]
    held = [("Kota Palu", 120.5, (30, 28.25, 40, 42)), ("Kabupaten Poso", 44.25, (10, 0, 20, 18))]
    every = ("Jumlah", 164.75, (40, 28.25, 60, 60))
    for kab, area, (plan, done, plan2, done2) in [*held, *([every] if total else [])]:
        again = (kab, area) if repeated else (None, None)
        rows.append([kab, area, words[0], plan, plan2])
        rows.append([*again, words[1], done, done2])
        if beside:
            rows.append([*again, "Deviasi", done - plan, done2 - plan2])
    data = build_dataset([("a.xlsx", sheet(*rows))])
    account = evaluate(data).account()
    assert account.realisasi.luas_awal_ha == pytest.approx(164.75)
    assert account.realisasi.pengurangan_ha == pytest.approx(88.25)
    assert account.simulasi.pengurangan_ha == pytest.approx(88.25 + 2)  # Poso in 2019
    assert not data.questions
    assert not {f.code for f in data.findings} & {*WRONG}
    table = data.table("pengurangan")
    first = table.index[table["status"] == "realisasi"][0]
    assert data.cell("pengurangan", first, "pengurangan_ha").cell == "D3"


def test_states_that_are_no_plain_words_are_asked_about():
    rows: list[list[object]] = [["Kab/Kota", "Luas kumuh (Ha)", "Uraian", "2018", "2019"]]
    for kab, _, area, plan, done, plan2, done2, _ in PLACES[1:]:
        rows.append([kab, area, "Target", plan, plan2])
        rows.append([kab, area, "Realisasi", done, done2])
    rows[1][2] = None
    data = build_dataset([("a.xlsx", sheet(*rows))])
    account = evaluate(data).account()
    assert account is None or account.belum_pasti


HALVES = [
    ("A. TARGET", "B. REALISASI"), ("I. Rencana pengurangan 2018-2019", "II. Capaian s.d. kini"),
    ("Realisasi (Ha)", "Target (Ha)"), ("1) Rencana", "2) Terealisasi"),
]  # fmt: skip


def in_halves(first: str, second: str, *, total: bool) -> bytes:
    """Return the table with all targets in one half and all achievements in the other."""
    head = ["No", "Kab/Kota", "Kelurahan", "Luas Kumuh (Ha)", "2018", "2019"]
    rows: list[list[object]] = [["TARGET DAN CAPAIAN (Ha)"], [*head]]
    for name in (first, second):
        done = any(word in name.lower() for word in ("reali", "capai"))
        rows.append([name])
        own = [[kab, kel, at, *(f[1::2] if done else f[::2])] for kab, kel, at, *f, _ in PLACES]
        rows += [[i, *row] for i, row in enumerate(own, 1)]
        if total:
            sums = [sum(figures) for figures in zip(*(row[2:] for row in own), strict=True)]
            rows.append([None, "Jumlah", None, *sums])
    return sheet(*rows)


@pytest.mark.parametrize("halves", HALVES, ids="-".join)
@pytest.mark.parametrize("total", [True, False])
def test_halves_of_targets_and_achievements_are_told_apart(halves, total):
    data = build_dataset([("a.xlsx", in_halves(*halves, total=total))])
    account = evaluate(data).account()
    assert account.realisasi.luas_awal_ha == pytest.approx(224.75)
    assert account.realisasi.pengurangan_ha == pytest.approx(112.75)
    assert account.simulasi.pengurangan_ha == pytest.approx(112.75 + 5.5 + 2)
    assert not data.questions
    assert not {f.code for f in data.findings} & {*WRONG}
    (reading,) = readings([("a.xlsx", in_halves(*halves, total=total))])
    roles = [row.role for row in reading.rows]
    assert roles.count("data") == 2 * len(PLACES)
    assert roles[2] == "judul"


def test_two_groups_that_are_no_halves_stay_one_table():
    rows = [["No", "Kab/Kota", "Kelurahan", "Luas Kumuh (Ha)", "Berkurang 2018 (Ha)"],
            ["A. Kota"], [1, "Kota Palu", "Besusu", 120.5, 28.25], ["B. Kabupaten"],
            [2, "Kabupaten Poso", "Gebangrejo", 44.25, 4.5]]  # fmt: skip
    account = evaluate(build_dataset([("a.xlsx", sheet(*rows))])).account()
    assert account.realisasi.luas_awal_ha == pytest.approx(164.75)
    assert account.realisasi.pengurangan_ha == pytest.approx(32.75)
