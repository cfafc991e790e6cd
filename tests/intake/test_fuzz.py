"""Valid files damaged at random, new ones on every run: a data set and sentences, never a failure.

KOTAKU_FUZZ_SECONDS says for how long (15), KOTAKU_FUZZ_SEED repeats a run: each file follows from
the seed and its number alone.
"""

from __future__ import annotations

import io
import itertools
import os
import secrets
import time
import zipfile
from pathlib import Path
from random import Random

import pytest

from kotaku.intake.tables.guesses import guesses
from kotaku.intake.understand import build_dataset
from tests.intake import books, hostile

SECONDS = float(os.environ.get("KOTAKU_FUZZ_SECONDS", "15"))
SEED = os.environ.get("KOTAKU_FUZZ_SEED") or secrets.token_hex(4)
SAMPLE = Path(__file__).parents[2] / "data" / "contoh_ntt_2019.xlsx"
LIST = [
    ["ID RT", "Kabupaten/Kota", "Luas Verifikasi (Ha)", "Jumlah Bangunan", "1a"],
    *([f"RT{n}", "Kota Kupang", n / 7, n * 3, None if n % 4 else "=1+1"] for n in range(30)),
]
TEXT = "\n".join(";".join("" if c is None else str(c) for c in row) for row in LIST)
SPICE = (b"\0", b"<", b">", b'"', b"&", b"]]>", b"=", b"-", b"1e999", b"\xff\xfe", b"4294967295")
WORDS = (b'r="XFD1048576"', b't="s"', b't="e"', b"<f>", b"</row>", b"<row>", b"<!DOCTYPE x>")


def seeds() -> dict[str, bytes]:
    """Return valid files of each kind."""
    rows = hostile.ods_row("Kota Kupang") * 5
    return {
        "buku.xlsx": books.xlsx({"RT": LIST, "Kekumuhan": LIST}),
        "contoh.xlsx": SAMPLE.read_bytes(),
        "daftar.ods": hostile.ods(rows),
        "lama.xls": hostile.ole("Workbook"),
        "daftar.csv": TEXT.encode(),
        "utf16.csv": TEXT.encode("utf-16"),
    }


def damaged(data: bytes, random: Random) -> bytes:
    """Return bytes with some of them changed, left out, said twice or put in."""
    out = bytearray(data)
    for _ in range(random.choice((1, 2, 5, 30))):
        at = random.randrange(len(out) + 1)
        length = random.choice((1, 1, 4, 40, 400))
        what = random.randrange(4)
        if what == 0:
            out[at : at + length] = random.randbytes(min(length, 4))
        elif what == 1:
            del out[at : at + length]
        elif what == 2:
            out[at:at] = out[at : at + length]
        else:
            out[at:at] = random.choice(SPICE + WORDS)
    return bytes(out)


def damaged_inside(data: bytes, random: Random) -> bytes:
    """Return a package that is whole, with one damaged part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        chosen = random.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, random) if name == chosen else part)
    return out.getvalue()


def file_number(number: int, whole: dict[str, bytes]) -> tuple[str, bytes]:
    random = Random(f"{SEED} {number}")
    name = random.choice(sorted(whole))
    inside = whole[name].startswith(b"PK") and random.random() < 0.8
    return name, (damaged_inside if inside else damaged)(whole[name], random)


def test_a_bare_criterion_over_words_is_asked_about_as_a_volume() -> None:
    data = books.xlsx({"Kekumuhan": LIST})
    assert "KOLOM-DITANYAKAN" in books.codes(build_dataset([("buku.xlsx", data)]))
    asked = [c.proposal for guess in guesses([("buku.xlsx", data)]) for c in guess.asked]
    assert asked == ["volume_1a"]


def test_damaged_files_are_read_or_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def unforeseen(*_: object) -> None:
        pytest.fail(f"an error that is no sentence: {again}")

    monkeypatch.setattr("kotaku.intake.understand.LOG.exception", unforeseen)
    whole = seeds()
    end = time.monotonic() + SECONDS
    for number in itertools.count():
        again = f"KOTAKU_FUZZ_SEED={SEED}, file {number}"
        print(again)  # shown when the test fails
        name, data = file_number(number, whole)
        dataset = build_dataset([(name, data)])
        assert all(f.rows_in >= f.rows_used >= 0 for f in dataset.files), again
        assert all(str(f.message) for f in dataset.findings), again
        if time.monotonic() > end:
            break
