"""A person says in which unit a list's column is written; it is kept for the layout."""

import pytest

from kotaku.intake.files.kept import KeptReading, kept_from_json, kept_to_json
from kotaku.intake.tables.corrections import Correction
from kotaku.intake.tables.written_units import WORDS, factor, units_of
from kotaku.view import check
from kotaku.view.list_choices import corrections
from tests.view.test_list_sheets import seen

PACKAGES = [["Kab/Kota", "Kelurahan", "BKM", "Pagu BPM", "Pencairan"],
            ["Kota Bima", "Melayu", "Guyub", 350, 120],
            ["Kota Bima", "Sarae", "Rukun", 410, 95]]  # fmt: skip
HOMES = [["Kab/Kota", "Jumlah KK", "Air minum", "Sanitasi", "Periode"],
         ["Kota Bima", 800, 60, 55, "2021"], ["Kab. Dompu", 900, 70, 45, "2021"]]  # fmt: skip
UNITS = [["ID RT", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)", "Panjang Jalan Ideal (m)"],
         ["a", "Melayu", "01/02", 12000, 1.5], ["b", "Melayu", "02/02", 8000, 2.5]]  # fmt: skip
WEEKS = [["Kab/Kota", "Kegiatan", "Minggu", "Rencana (%)", "Realisasi (%)"],
         ["Kota Bima", "Jalan", "07/01/2022", 0.2, 0.1],
         ["Kota Bima", "Jalan", "14/01/2022", 0.5, 0.9]]  # fmt: skip


def column_of(one, meaning):
    return next(i for i, c in enumerate(one.columns) if c.meaning == meaning)


def said(one, meaning, unit, kept=None):
    """Return what is kept once a browser said the unit of a column."""
    place = column_of(one, meaning)
    edit = {"jenis": "kolom", "kolom": place, "arti": meaning, "satuan": unit}
    return {**(kept or {}), **corrections(one, [edit], kept or {})}


@pytest.mark.parametrize(
    ("rows", "table", "meaning", "unit", "expected"),
    [
        (PACKAGES, "bpm", "pagu_rp", "juta", [350e6, 410e6]),
        (PACKAGES, "bpm", "pagu_rp", "ribu", [350e3, 410e3]),
        (PACKAGES, "bpm", "pagu_rp", "rupiah", [350, 410]),
        (HOMES, "akses", "kk_air_minum", "persen", [480, 630]),
        (HOMES, "akses", "kk_sanitasi", "kk", [55, 45]),
        (UNITS, "rt", "luas_verifikasi_ha", "m2", [1.2, 0.8]),
        (UNITS, "rt", "panjang_jalan_ideal_m", "km", [1500, 2500]),
        (WEEKS, "progres", "realisasi_pct", "persen", [0.1, 0.9]),
        (WEEKS, "progres", "realisasi_pct", "pecahan", [10, 90]),
    ],
)
def test_figures_are_read_in_the_unit_that_was_said(rows, table, meaning, unit, expected):
    one, _ = seen({"Isi": rows})
    kept = said(one, meaning, unit)
    again, dataset = seen({"Isi": rows}, chosen=kept)
    assert list(dataset.table(table)[meaning]) == pytest.approx(expected)
    assert again.columns[column_of(again, meaning)].unit == unit
    later = [rows[0], *([*row[:-1], row[-1]] for row in rows[:0:-1])]
    assert list(seen({"Lain": later}, chosen=kept)[1].table(table)[meaning]) == pytest.approx(
        expected[::-1]
    )


def test_a_said_unit_goes_before_the_written_one_closes_the_question_and_is_taken_back():
    titled = [["REKAP (dalam ribuan rupiah)"], *PACKAGES]
    one, dataset = seen({"BPM": titled})
    words = check.board(one)["kolom"][column_of(one, "pagu_rp")]["kata"]
    assert words == "Pagu (Rp) · ribuan rupiah"
    kept = said(one, "pagu_rp", "juta")
    again, dataset = seen({"BPM": titled}, chosen=kept)
    assert dataset.table("bpm")["pagu_rp"].sum() == pytest.approx(760e6)
    assert dataset.table("bpm")["cair_rp"].sum() == pytest.approx(215e3)  # as the title says
    assert not dataset.questions
    back = said(again, "pagu_rp", "", kept)
    assert seen({"BPM": titled}, chosen=back)[1].table("bpm")["pagu_rp"].sum() == 760e3
    board = check.board(again)
    units = next(entry[2] for entry in board["arti"] if entry[0] == "pagu_rp")
    assert units[0] == ("", "seperti terbaca")
    assert not next(entry[2] for entry in board["arti"] if entry[0] == "kelurahan")


def test_another_meaning_brings_no_unit_along_and_forged_units_are_left():
    one, _ = seen({"BPM": PACKAGES})
    place = column_of(one, "pagu_rp")
    for unit in ("lusin", "", "m2", 7, None):
        edit = {"jenis": "kolom", "kolom": place, "arti": "pagu_rp", "satuan": unit}
        (kept,) = corrections(one, [edit], {}).values()
        _, dataset = seen(
            {"BPM": PACKAGES}, chosen=dict.fromkeys([one.guesses[0].fingerprint], kept)
        )
        assert len(dataset.table("bpm")) == 2


def test_units_pass_on_as_a_file_and_by_the_command_line():
    one, _ = seen({"BPM": PACKAGES})
    kept = said(one, "pagu_rp", "juta")
    again = kept_from_json(kept_to_json(KeptReading(kept))).corrections
    assert again == kept
    (name,) = kept
    assert kept[name] == Correction({"Pagu BPM": "pagu_rp"}, units={"Pagu BPM": "juta"})
    answers = {f"KOLOM-{name}-pagubpm.1": "pagu_rp:juta:"}
    assert seen({"BPM": PACKAGES}, answers)[1].table("bpm")["pagu_rp"].sum() == pytest.approx(760e6)


def test_every_unit_has_words_and_a_factor():
    for name in ("pagu_rp", "luas_sk_ha", "kk_sanitasi", "realisasi_pct", "panjang_jalan_ideal_m"):
        assert len(units_of(name)) > 1
        assert all(WORDS[unit] and factor(name, unit) > 0 for unit in units_of(name))
    assert units_of("kelurahan") == units_of("abaikan") == {}
