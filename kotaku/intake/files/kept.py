"""Corrections and answers as data: what a store keeps, and the file that passes them on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, TypedDict

from kotaku import schema
from kotaku.intake.tables import headers
from kotaku.intake.tables.corrections import IGNORE, Correction
from kotaku.intake.tables.written_units import WORDS
from kotaku.words.loading import DataFile
from kotaku.words.safe import clean

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_ANSWERS = "jawaban"  # in the file, beside the fingerprints of layouts
_UNFIT = (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError)
_UNREADABLE = "Berkas pilihan kolom tidak dapat dibaca. Pilih berkas yang diunduh dari halaman ini."


@dataclass(frozen=True)
class Answer:
    """What a person answered to a question, with both in words: who reads it later knows why."""

    jawaban: str
    kata: str = ""  # the answer as its button said it
    tanya: str = ""  # the question as it was put


@dataclass(frozen=True)
class KeptReading:
    """What a file passes on: the columns of layouts by fingerprint, and answers by kode."""

    corrections: Mapping[str, Correction] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)


def answer_to_keep(answer: Answer) -> dict[str, str]:
    """Return an answer as plain content, as a store keeps it."""
    return asdict(answer)


def answers_from_kept(kept: Mapping[str, Any]) -> dict[str, Answer]:
    """Return the answers that a store keeps; what is no answer is left."""
    found: dict[str, Answer] = {}
    for kode, entry in kept.items():
        with suppress(ValueError, TypeError, KeyError):
            found[kode] = _answer(entry)
    return found


def correction_to_keep(chosen: Correction) -> dict[str, Any]:
    """Return a correction as plain content, as a store keeps it."""
    return asdict(chosen)


def corrections_from_kept(kept: Mapping[str, Any]) -> dict[str, Correction]:
    """Return the corrections that a store keeps; one that names what is no longer known is left."""
    found: dict[str, Correction] = {}
    for name, entry in kept.items():
        with suppress(ValueError, TypeError, AttributeError, OverflowError):
            found[name] = _correction(entry)
    return found


def kept_to_json(kept: KeptReading) -> str:
    """Return what is kept as JSON text, to pass on."""
    plain: dict[str, Any] = {n: correction_to_keep(c) for n, c in kept.corrections.items()}
    if kept.answers:
        plain[_ANSWERS] = {kode: answer_to_keep(a) for kode, a in kept.answers.items()}
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)


def kept_from_json(text: str | bytes) -> KeptReading:
    """Return the corrections and answers of a JSON text.

    Raises
    ------
    ValueError
        With one Indonesian sentence, when the text is no such file, is too large, or names an
        unknown field or table.
    """
    if len(text) > limits()["bita"]:
        raise ValueError(f"Berkas pilihan kolom lebih besar dari {limits()['bita'] // 1000} KB.")
    try:
        plain = json.loads(text)
        answers = plain.pop(_ANSWERS, {})
        if not all(_FINGERPRINT.fullmatch(name) for name in plain.keys()):  # noqa: SIM118
            raise TypeError
        return KeptReading(
            {name: _correction(entry) for name, entry in plain.items()},
            {_text(kode, limits()["huruf"]): _answer(entry) for kode, entry in answers.items()},
        )
    except _Strange:
        raise
    except _UNFIT as error:
        raise ValueError(_UNREADABLE) from error


class _Strange(ValueError):  # noqa: N818 -- reads as what it says
    """The file is one of corrections but names what is not known here."""


class KeptLimits(TypedDict):
    """What a file of corrections may hold at most."""

    bita: int
    kolom: int
    huruf: int
    baris_judul: int
    tahun: tuple[int, int]


limits = DataFile(__package__, "kept.toml", KeptLimits)


def _correction(entry: Mapping[str, Any]) -> Correction:
    columns = _texts(entry.get("columns", {}))
    given = _texts(entry.get("given", {}))
    for name in (*columns.values(), *given):
        if name != IGNORE and not is_field(name):
            raise _Strange(f"Berkas pilihan kolom menyebut isian “{name}” yang tidak dikenal.")
    table = entry.get("table")
    if table is not None and table not in schema.tables():
        raise _Strange(f"Berkas pilihan kolom menyebut tabel “{clean(table, 60)}”, tidak dikenal.")
    row = _whole(entry.get("header_row"), 1, limits()["baris_judul"])
    year = _whole(entry.get("year"), *limits()["tahun"])
    units = {k: unit for k, unit in _texts(entry.get("units", {})).items() if unit in WORDS}
    return Correction(columns, table, row, year, given, units)


def _answer(entry: Mapping[str, str]) -> Answer:
    told = _texts(dict(entry))
    return Answer(told["jawaban"], told.get("kata", ""), told.get("tanya", ""))


def _texts(entry: Mapping[str, str]) -> dict[str, str]:
    if len(entry) > limits()["kolom"]:
        raise TypeError
    most = limits()["huruf"]
    return {_text(k, most): _text(v, most) for k, v in entry.items()}


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise TypeError
    value.encode()  # a lone half of a character cannot be kept
    return value


def _whole(value: object, least: int, most: int) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise TypeError
    return value


def is_field(name: str) -> bool:
    """Tell whether a name is a canonical column, a criterion's included."""
    found = schema.criterion_of(name)
    return name in schema.fields() or (found is not None and found[1] in headers.criterion_ids())
