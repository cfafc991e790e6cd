"""An official spelling is proposed, applied when a person accepts it, and never before."""

from __future__ import annotations

import pandas as pd
import pytest

from kotaku import schema
from kotaku.dataset import Dataset
from kotaku.intake.files.joining import data_decisions
from kotaku.intake.files.spelling import same_names, spelling_key
from kotaku.intake.understand import build_dataset
from tests.intake import books

HEAD = ["Kabupaten/Kota", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)", "Tahun", "1a volume"]
WRONG = ["Kab. Lombok Tenggah", "Prayaa", "RT 01 RW 02", 1.0, 2020, 3]
RIGHT = ["Kab. Lombok Tengah", "Praya", "RT 02 RW 02", 2.0, 2020, 4]
KAB = spelling_key("kab_kota", "", "Kab. Lombok Tenggah")
KEL = spelling_key("kelurahan", "Kabupaten Lombok Tengah", "Prayaa")
OFFICIAL = "Kabupaten Lombok Tengah"


def read(decisions: dict[str, str]) -> Dataset:
    files = [(f"{i}.xlsx", books.xlsx({"RT": [HEAD, row]})) for i, row in enumerate((WRONG, RIGHT))]
    return build_dataset(files, decisions=data_decisions(decisions))


def test_nothing_is_applied_that_nobody_accepted() -> None:
    dataset = read({})
    assert set(dataset.table("rt")["kab_kota"]) == {WRONG[0], RIGHT[0]}
    (one,) = (s for s in dataset.spellings if s.column == "kab_kota")
    assert (one.key, one.proposals, one.used) == (KAB, (OFFICIAL,), "")
    assert [f.cell for f in books.findings(dataset, "EJAAN-WILAYAH")] == ["A2"]


def test_an_accepted_name_joins_the_rows_of_both_files_in_every_table() -> None:
    dataset = read({KAB: OFFICIAL})
    assert set(dataset.table("rt")["kab_kota"]) == {OFFICIAL}
    assert books.findings(dataset, "EJAAN-WILAYAH")[0].value == "Prayaa"  # now its place is known
    told = books.findings(dataset, "EJAAN-DISETUJUI")
    assert [(f.file, f.cell, f.severity) for f in told] == [("0.xlsx", "A2", "info")]
    assert OFFICIAL in told[0].message
    ids = set(dataset.table("rt")["id_rt"])
    assert set(dataset.table("kekumuhan")["id_rt"]) == ids
    assert all(i.startswith(OFFICIAL) for i in ids)


def test_a_kelurahan_is_accepted_within_its_place_and_in_the_ids_made_of_it() -> None:
    dataset = read({KAB: OFFICIAL, KEL: "Praya"})
    assert set(dataset.table("rt")["kelurahan"]) == {"Praya"}
    assert not books.findings(dataset, "EJAAN-WILAYAH")
    assert [s.used for s in dataset.spellings] == [OFFICIAL, "Praya"]
    assert set(dataset.table("kekumuhan")["id_rt"]) == set(dataset.table("rt")["id_rt"])
    assert all("/Praya/" in i for i in dataset.table("rt")["id_rt"])


@pytest.mark.parametrize("name", ["Kota Bima", "", "=1+1"])
def test_a_name_that_is_not_proposed_is_not_used(name: str) -> None:
    assert WRONG[0] in set(read({KAB: name}).table("rt")["kab_kota"])


def test_two_spellings_are_joined_beside_a_table_without_any_id() -> None:
    written = pd.DataFrame({"kab_kota": [OFFICIAL, "KAB LOMBOK TENGAH"], "_sumber": 0, "_baris": 2})
    named = written.assign(id_rt=["KAB LOMBOK TENGAH/Praya/RT 01", "R/7"])
    tables = {"rt": named, "pekerjaan": written.assign(id_rt=None)}
    frames = {name: schema.conform(frame, name) for name, frame in tables.items()}
    sources = build_dataset([("x.xlsx", books.xlsx({"RT": [HEAD, RIGHT]}))]).sources
    joined, _, _ = same_names(frames, sources)
    assert {*joined["rt"]["kab_kota"]} == {OFFICIAL}
    assert joined["pekerjaan"]["id_rt"].isna().all()
    assert joined["rt"]["id_rt"].tolist() == [f"{OFFICIAL}/Praya/RT 01", "R/7"]
