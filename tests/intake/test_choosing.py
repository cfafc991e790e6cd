"""A person says what columns are: shown in words, kept for the layout, never a crash."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import schema
from kotaku.intake.model import Workbook
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.tables import choosing
from kotaku.intake.tables.corrections import Correction
from kotaku.intake.tables.guesses import Guess, choices, guesses, guesses_of
from kotaku.intake.understand import build_dataset
from tests.intake import books

ODD = [["REKAP KOTA KUPANG"], ["Kode", "Kelurahan", "Besar lahan", "Kode"],
       ["a", "Oesapa", 12.5, 1], ["b", "Alak", 7.25, 2]]  # fmt: skip
FILE = ("tim.xlsx", books.xlsx({"Rekap tim": ODD}))
BOOK = open_workbook(*FILE)
DOUBT = {"RT": [["ID RT", "Kelurahan", "Luas Verifikasi (Ha)", "Bangunan"],
                *([f"R{i}", "Alak", 1.0, "permanen"] for i in range(6))]}  # fmt: skip


def reread(book: Workbook, area: Guess, chosen: Correction) -> Guess:
    """Return an area as it is understood under a correction."""
    made = guesses_of([book], {area.fingerprint: chosen})
    return next(g for g in made if g.fingerprint == area.fingerprint)


def test_nonsense_headings_are_asked_not_guessed() -> None:
    (area,) = guesses_of([BOOK])
    assert (area.tables, {c.field for c in area.columns}) == ((), {""})
    assert choosing.sentence(area) == (
        "Lembar ini belum dikenali: pilih isinya, lalu arti kolomnya."
    )
    draft = reread(BOOK, area, Correction(table="lokasi"))
    assert draft.missing == ("luas_sk_ha",)
    assert choosing.sentence(draft) == "Belum ada kolom Luas SK (ha): tunjuk kolomnya."
    assert [c.field for c in draft.columns] == ["", "kelurahan", "", ""]


def test_a_remembered_layout_reads_without_asking_the_next_time() -> None:
    (area,) = guesses_of([BOOK])
    columns = choosing.corrected_columns(area, {2: "luas_sk_ha", 3: "id_lokasi"})
    assert columns == {"Besar lahan": "luas_sk_ha", "#3": "id_lokasi"}  # two are headed Kode
    kept = {area.fingerprint: choosing.merged(Correction(table="lokasi"), columns)}
    other = [["REKAP KABUPATEN ENDE"], ODD[1], ["x", "Paupire", 3.0, 9]]
    files = [FILE, ("lain.xlsx", books.xlsx({"Isi": other}))]
    assert not any(choosing.sentence(g) for g in guesses(files, kept))
    lokasi = build_dataset(files, kept).table("lokasi")
    assert lokasi["luas_sk_ha"].tolist() == [12.5, 7.25, 3.0]
    assert lokasi["kab_kota"].tolist() == ["Kota Kupang", "Kota Kupang", "Kabupaten Ende"]


def test_a_doubt_is_told_and_can_be_waved_aside() -> None:
    book = open_workbook("rt.xlsx", books.xlsx({"Catatan": [["x", "y"], ["a", "b"]], **DOUBT}))
    _, area = guesses_of([book])
    assert "Arti kolom “Bangunan” belum pasti" in choosing.sentence(area)
    assert [choosing.sure(c) for c in area.columns] == [True, True, True, False]
    unused = choosing.corrected_columns(area, {3: ""})
    assert unused == {"Bangunan": "abaikan"}
    now = reread(book, area, Correction(unused))
    assert choosing.sentence(now) == ""


def test_a_field_chosen_again_moves_to_its_new_column() -> None:
    before = Correction({"A": "luas_sk_ha", "B": "abaikan"})
    assert choosing.merged(before, {"C": "luas_sk_ha"}).columns == {
        "B": "abaikan", "C": "luas_sk_ha"
    }  # fmt: skip


def test_what_the_values_decided_is_told_and_can_be_overruled() -> None:
    head = ["ID RT", "Luas Verifikasi (Ha)", "Tahun", *(f"{c}" for c in ("1a", "1b", "2a"))]
    rows = [[f"R{i}", 1.0, 2020, i % 2, 3, 5] for i in range(8)]
    book = open_workbook("rt.xlsx", books.xlsx({"RT": [head, *rows]}))
    (area,) = guesses_of([book])
    decided = [c for c in area.columns if c.by_values]
    assert [c.field for c in decided] == ["nilai_1a", "nilai_1b", "nilai_2a"]
    assert {c.reason for c in decided} == {"semua isinya 0, 1, 3 atau 5"}
    assert choosing.measure(area) == "nilai"
    columns = choosing.corrected_columns(area, choosing.measured(area, "volume"))
    now = reread(book, area, Correction(columns))
    assert choosing.measure(now) == "volume"
    assert [c.field for c in now.columns if c.by_values] == []
    assert {c.field for c in now.columns} >= {"volume_1a", "volume_1b", "volume_2a"}


@pytest.mark.parametrize("table", schema.tables())
def test_every_field_of_a_table_has_words_of_its_own(table: str) -> None:
    options = choosing.options([table])
    assert {*choices(table), ""} <= {*options.values()}
    assert len({*options.values()}) == len(options)
    assert not [name for name in options if "_" in name]


FIELDS = [*schema.fields(), "abaikan", "volume_1a", "persen_7b", "nilai_4c"]
KEYS = st.sampled_from(["Kode", "Kelurahan", "Besar lahan", "#0", "#3", "#9", "#²", "", "x"])
CORRECTIONS = st.builds(
    Correction,
    st.dictionaries(KEYS, st.sampled_from(FIELDS), max_size=4),
    st.sampled_from([None, *schema.tables()]),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1900, 2100),
    st.dictionaries(st.sampled_from([*schema.fields()]), st.text(max_size=5), max_size=2),
)


@settings(max_examples=80, deadline=None)
@given(CORRECTIONS)
def test_no_choice_of_columns_breaks_the_reading(chosen: Correction) -> None:
    (area,) = guesses_of([BOOK])
    kept = {area.fingerprint: chosen}
    (now,) = guesses_of([BOOK], kept)
    choosing.sentence(now)
    dataset = build_dataset([FILE], kept, opener=lambda *_: BOOK)
    assert "BERKAS-GAGAL-DIPAHAMI" not in books.codes(dataset)
    books.accounted(dataset)
