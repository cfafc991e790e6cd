"""Real files as their owners keep them are understood without help."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

from kotaku import rules
from kotaku.dataset import CellRef, Dataset
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset
from tests.intake import books

CRITERIA = rules.load().criterion_ids


@pytest.fixture(scope="module")
def pekalongan(shared: Path) -> Dataset:
    path = shared / "real/pekalongan/pekalongan_a.xlsx"
    return build_dataset([(path.name, path.read_bytes())])


@pytest.fixture(scope="module")
def serang(shared: Path) -> Dataset:
    path = shared / "real/serang_rt.csv"
    return build_dataset([(path.name, path.read_bytes())])


def test_pekalongan_every_row_is_accounted_for(pekalongan: Dataset) -> None:
    words = {f.sheet: f.message for f in books.findings(pekalongan, "LEMBAR-DIPAHAMI")}
    assert "195 baris" in words["RT"]
    assert "195 baris" in words["Kumuh 2019"]
    assert "517 baris" in words["Investasi 2020-2023"]
    (file,) = pekalongan.files
    assert file.rows_in == 195 + 195 + 517
    assert file.rows_used == sum(len(t) for t in pekalongan.tables.values())
    books.accounted(pekalongan)


def test_pekalongan_values_and_their_cells(pekalongan: Dataset) -> None:
    rt = pekalongan.table("rt")
    assert rt["id_rt"].iloc[0] == "1"
    assert rt["luas_verifikasi_ha"].iloc[0] == 0.848808
    file = "pekalongan_a.xlsx"
    assert pekalongan.cell("rt", rt.index[0], "luas_verifikasi_ha") == CellRef(file, "RT", "F2")
    kumuh = pekalongan.table("kekumuhan")
    assert [c for c in kumuh if c.startswith("volume_")] == [f"volume_{c}" for c in CRITERIA]
    assert set(kumuh["tahun"]) == {2019}
    works = pekalongan.table("pekerjaan")
    assert works["kriteria"].iloc[0] == "6b"
    assert set(works["status"]) == {"realisasi"}
    assert books.findings(pekalongan, "PILIHAN-BAKU")


def test_serang_feeds_two_tables(serang: Dataset) -> None:
    rt, kumuh = serang.table("rt"), serang.table("kekumuhan")
    assert (len(rt), len(kumuh)) == (602, 602)
    assert rt["id_rt"].iloc[0] == "ANYAR/ANYAR/KP. PANGARADAN/RT001-RW001"
    assert rt["id_rt"].is_unique
    assert list(rt["id_rt"]) == list(kumuh["id_rt"])
    assert rt["luas_verifikasi_ha"].sum() == pytest.approx(1113.916, abs=5e-4)
    (file,) = serang.files
    assert (file.rows_in, file.rows_used) == (602, 602)


def test_serang_scores_add_up_to_the_stated_totals(serang: Dataset) -> None:
    kumuh = serang.table("kekumuhan")
    scores = kumuh[[f"nilai_{c}" for c in CRITERIA]]
    assert (scores.sum(axis=1) == kumuh["total_nilai"]).sum() == 602
    assert "nilai" in books.findings(serang, "KOLOM-DITAFSIRKAN")[0].message
    assert "16 kolom" in books.findings(serang, "KOLOM-TIDAK-DIPAKAI")[0].message


def test_serang_saved_as_xlsx_reads_the_same(shared: Path, serang: Dataset) -> None:
    frame = pd.read_csv(shared / "real/serang_rt.csv")
    rows = [list(frame.columns), *frame.astype(object).to_numpy().tolist()]
    other = build_dataset([("serang.xlsx", books.xlsx({"Data": rows}))])
    for table in ("rt", "kekumuhan"):
        pd.testing.assert_frame_equal(other.table(table), serang.table(table))


def test_the_empty_r0_form_is_known_and_gives_nothing(shared: Path) -> None:
    data = (shared / "real/kumuhR0.xlsx").read_bytes()
    dataset = build_dataset([("r0.xlsx", data)])
    assert dataset.tables == {}
    assert "FORMULIR-KOSONG" in books.codes(dataset)


def test_the_r0_form_shows_its_errors_and_merged_cells(shared: Path) -> None:
    book = open_workbook("r0.xlsx", (shared / "real/kumuhR0.xlsx").read_bytes())
    form = book.sheets[0]
    assert form.row(4)[:2] == ["Kab/Kota", "KOTA PEKALONGAN"]
    assert "A11:A13" in form.marks.merged
    assert ("#DIV/0!" in {text for _, text in form.marks.errors}) == bool(form.marks.errors)


def test_both_cities_together(shared: Path) -> None:
    paths = [shared / "real/pekalongan/pekalongan_a.xlsx", shared / "real/serang_rt.csv"]
    dataset = build_dataset([(p.name, p.read_bytes()) for p in paths])
    assert [f.rows_in for f in dataset.files] == [907, 602]
    assert len(dataset.table("rt")) == 195 + 602
    last = dataset.table("rt").index[-1]
    assert dataset.cell("rt", last, "rt_rw") == CellRef("serang_rt.csv", "serang_rt", "D603")


def test_from_a_buffer_or_twice_it_is_the_same(shared: Path) -> None:
    data = io.BytesIO((shared / "real/pekalongan/pekalongan_a.xlsx").read_bytes()).getvalue()
    first, second = (build_dataset([("a.xlsx", data)]) for _ in range(2))
    assert first.findings == second.findings
    assert first.files == second.files


def test_works_of_krapyak_written_on_its_first_rt_are_found(shared: Path) -> None:
    """A published mistake (metode: kasus PKL-RT401)."""
    path = shared / "real/pekalongan/pekalongan_a.xlsx"
    dataset = build_dataset([(path.name, path.read_bytes())])
    (found,) = books.findings(dataset, "PEKERJAAN-DI-RT-PERTAMA")
    assert found.value == "Krapyak"
    assert "401" in found.message
