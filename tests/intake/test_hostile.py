"""Whatever is uploaded ends in one sentence or in sheets; the process stays alive."""

from __future__ import annotations

from random import Random

import pytest

from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset
from tests.intake import books, hostile


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_refused_with_one_sentence(name: str) -> None:
    build, code = hostile.REFUSED[name]
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(f"{name}.xlsx", build())
    assert caught.value.code == code
    assert caught.value.finding.severity == "galat"
    assert caught.value.finding.file == f"{name}.xlsx"
    assert "{" not in caught.value.message
    assert 30 < len(caught.value.message) < 400


@pytest.mark.parametrize("name", hostile.READ)
def test_odd_but_honest_files_are_read(name: str) -> None:
    book = open_workbook(name, hostile.READ[name]())
    assert len(book.sheets) == 1
    assert book.sheets[0].height >= 1


def test_a_bad_file_does_not_take_the_good_one_along() -> None:
    good = b"id_rt;luas verifikasi (ha);jumlah bangunan\nA;1,5;10\n"
    dataset = build_dataset([("jelek.xlsx", b"%PDF-1.4"), ("baik.csv", good)])
    assert [f.rows_in for f in dataset.files] == [0, 1]
    assert dataset.table("rt")["luas_verifikasi_ha"].tolist() == [1.5]
    assert "BERKAS-BUKAN-LEMBAR-KERJA" in {f.code for f in dataset.findings}


def test_what_nobody_foresaw_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("nilai")

    monkeypatch.setattr("kotaku.intake.understand.guess", fail)
    dataset = build_dataset([("x.csv", b"a;b\n1;2\n")])
    assert [f.code for f in dataset.findings] == ["BERKAS-GAGAL-DIPAHAMI"]


@pytest.mark.parametrize("seed", range(25))
def test_damaged_bytes_never_raise(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    data = bytearray(books.xlsx({"RT": [["ID RT", "Luas Verifikasi (Ha)"], ["A", 1.5]]}))
    for _ in range(random.choice([1, 5, 20])):
        at = random.randrange(len(data))
        if random.random() < 0.5:
            data[at] = random.randrange(256)
        else:
            del data[at : at + random.randrange(1, 100)]
    with monkeypatch.context() as patched:
        patched.setattr("kotaku.intake.understand.LOG.exception", _unforeseen)
        dataset = build_dataset([("x.xlsx", bytes(data))])
    assert all(f.rows_in >= f.rows_used for f in dataset.files)


def _unforeseen(*_: object) -> None:
    raise AssertionError("an error that is no sentence")
