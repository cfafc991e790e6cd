"""Sentences of a report, recomputed: what it says, what follows from it, what the data say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kotaku import reconcile
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, own_figures
from kotaku.reconcile import DIFFERS, MATCHES, NAMES, Recomputed
from kotaku.words.claims import only_other_figures, read_claims
from kotaku.words.numbers import format_number

_NOTHING = "Tidak ada angka hektare, persen, atau jumlah lokasi yang dikenali dalam kalimat ini."
_OTHERS = (
    "Tidak dapat diuji: angka dalam kalimat ini bukan hektare kumuh atau bagiannya "
    "(misalnya jumlah RW, KK, atau persen akses)."
)
_COLUMNS = ["wilayah", "tahun", "besaran", "dilaporkan", "dihitung", "putusan", "penjelasan"]


@dataclass(frozen=True)
class PastedClaims:
    """A paragraph judged.

    ``rows``: wilayah, tahun, besaran, dilaporkan and dihitung (with unit), putusan, penjelasan;
    one row for each figure, in the order of the text. ``salah`` is the number of figures that do
    not hold.
    """

    answer: str
    rows: pd.DataFrame
    salah: int


def quantity(name: object) -> str:
    """Return what the quantity of a claim is called."""
    return NAMES.get(str(name), str(name).replace("_", " "))


def judge_paragraph(
    paragraph: str, dataset: Dataset, evaluation: Evaluation, *, wilayah: str = ""
) -> PastedClaims:
    """Return the figures of a paragraph, each held against the others and against the data.

    Parameters
    ----------
    paragraph : text as pasted; Indonesian numbers
    wilayah : the place a sentence is about that names none; "" is the whole data set

    A figure without a year is held against the newest one that the data know.
    """
    whole = dataset.profile.get("provinsi", "")
    claims = read_claims(paragraph, wilayah=wilayah or whole, places=dataset.kab_kota)
    if claims.empty:
        return PastedClaims(
            _OTHERS if only_other_figures(paragraph) else _NOTHING,
            pd.DataFrame(columns=_COLUMNS),
            0,
        )
    own = own_figures(dataset, evaluation.akun_luas, evaluation.jadwal)
    claims = claims.assign(_sumber=0, _baris=range(1, len(claims) + 1), tahun=_dated(claims, own))
    tests, _ = reconcile.reconcile(claims, own)
    rows = [_row(group) for _, group in tests.groupby("_baris", sort=True)]
    wrong = [row for row in rows if row["putusan"] not in _RIGHT]
    return PastedClaims(_answer(rows, wrong), pd.DataFrame(rows, columns=_COLUMNS), len(wrong))


def _dated(claims: pd.DataFrame, own: Recomputed) -> pd.Series[int]:
    """Return the years of claims; where a claim has none, the newest that knows its figure."""
    newest: dict[tuple[str, str], int] = {}
    for (place, year), known in own.items():
        if year is not None:
            newest |= {(place, k): max(year, newest.get((place, k), year)) for k in known}
    pairs = zip(claims["wilayah"], claims["besaran"], strict=True)
    years = pd.Series([newest.get(pair) for pair in pairs], index=claims.index, dtype="Int64")
    return claims["tahun"].fillna(years)


_COMBINED = {
    (): "Tidak dapat diuji",
    (MATCHES,): "Cocok",
    (DIFFERS,): "Tidak cocok",
}
_BY_BOTH = {
    (MATCHES, MATCHES): "Cocok",
    (MATCHES, DIFFERS): "Berbeda dari data",
    (DIFFERS, MATCHES): "Cocok dengan data, kalimatnya tidak menutup",
    (DIFFERS, DIFFERS): "Tidak cocok",
}
_RIGHT = ("Cocok", "Tidak dapat diuji")


def _row(tests: pd.DataFrame) -> dict[str, Any]:
    """Return one figure with both its tests: within its report, and against the data."""
    records = tests.to_dict("records")
    first = records[0]
    verdicts = tuple(r["putusan"] for r in records if r["putusan"] in (MATCHES, DIFFERS))
    words = (_BY_BOTH if len(verdicts) == 2 else _COMBINED)[verdicts]
    told = next((r for r in records if r["putusan"] == DIFFERS), first)
    return {
        "wilayah": first["wilayah"],
        "tahun": first["tahun"],
        "besaran": quantity(first["besaran"]),
        "dilaporkan": _with_unit(first, "nilai_klaim"),
        "dihitung": _with_unit(told, "nilai_hitung"),
        "putusan": words,
        "penjelasan": " ".join(_sentence(r["penjelasan"]) for r in records),
    }


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _with_unit(claim: Mapping[Any, Any], column: str) -> str:
    value = claim[column]
    count = str(claim["besaran"]).startswith("jumlah")
    number = format_number(None if pd.isna(value) else float(value), 0 if count else 2)
    return number if pd.isna(value) or count else f"{number} {claim['satuan']}"


def _answer(rows: Sequence[Mapping[str, Any]], wrong: Sequence[Mapping[str, Any]]) -> str:
    untested = sum(row["putusan"] == "Tidak dapat diuji" for row in rows)
    rest = f"; {untested} tidak dapat diuji" if untested else ""
    if not wrong:
        held = len(rows) - untested
        return f"{held} dari {len(rows)} angka cocok{rest}." if rest else (
            f"Semua {len(rows)} angka cocok."
        )  # fmt: skip
    told = "; ".join(
        f"{row['besaran']} tertulis {row['dilaporkan']}, dihitung {row['dihitung']}"
        for row in wrong[:3]
    )
    return f"{len(wrong)} dari {len(rows)} angka tidak cocok: {told}{rest}."
