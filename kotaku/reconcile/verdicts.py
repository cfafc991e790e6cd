"""What follows for a published figure: from its own report, from its years, from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict

import pandas as pd

from kotaku.checks.words import plain
from kotaku.reconcile.counted import Recomputed
from kotaku.words.loading import DataFile
from kotaku.words.numbers import format_number

MATCHES, DIFFERS, UNKNOWN = "cocok", "tidak_cocok", "tidak_dapat_dihitung"
NAMES = {
    "luas_awal": "luas awal",
    "pengurangan": "pengurangan",
    "sisa": "sisa",
    "persen_pengurangan": "persen pengurangan",
    "persen_sisa": "persen sisa",
    "pengurangan_tahun": "pengurangan tahun ini",
    "luas_wilayah": "luas seluruh wilayah (bukan kumuh)",
    "persen_luas_wilayah": "persen kumuh dari luas wilayah",
    "master_schedule": "Master Schedule",
    "jumlah_kab_kota": "jumlah kabupaten/kota",
    "jumlah_kelurahan": "jumlah kelurahan",
}
_BALANCE = ("luas_awal", "pengurangan", "sisa")
AREAS = (*_BALANCE, "pengurangan_tahun", "luas_wilayah")
PERCENTS = ("persen_pengurangan", "persen_sisa", "persen_luas_wilayah", "master_schedule")


@dataclass(frozen=True)
class Verdict:
    """What a figure was held against, and what came of it; ``code`` is that of its finding."""

    found: float | None
    verdict: str
    words: str
    code: str = ""


def claim_key(name: object, year: object) -> tuple[str, int | None]:
    """Return place and year of a figure, however the place is spelt."""
    words = "" if pd.isna(name) else re.sub(r"[\W_]+", " ", str(name).casefold()).strip()
    words = re.sub(r"^kab ", "kabupaten ", re.sub(r"^(provinsi|propinsi|prov) ", "", words))
    return words, None if year is None or pd.isna(year) else int(str(year))


def verdicts_on(
    claim: Mapping[str, Any],
    report: Mapping[str, float],
    own: Recomputed,
    series: Mapping[tuple[str, str], YearlySeries],
) -> Iterator[Verdict]:
    """Yield the test of a claim by its own report, and by the data; one without any test."""
    years = series.get((str(claim["wilayah"]), str(claim["sumber"])))
    itself = _against_years(claim, years) if years else None
    tests = [itself or _against_report(claim, report), _against_data(claim, own)]
    done = [verdict for verdict in tests if verdict is not None]
    yield from done or [Verdict(None, UNKNOWN, "Tidak ada angka lain untuk menghitungnya.")]


@dataclass(frozen=True)
class YearlySeries:
    """Reductions that a report names year by year, and the sum it gives for them."""

    years: Mapping[int, float]
    total: float


def series_of(claims: pd.DataFrame) -> dict[tuple[str, str], YearlySeries]:
    """Return the yearly reductions of each report that also names their sum."""
    found: dict[tuple[str, str], YearlySeries] = {}
    yearly = claims[(claims["besaran"] == "pengurangan_tahun") & claims["tahun"].notna()]
    for (place, source), rows in yearly.groupby(["wilayah", "sumber"], dropna=False):
        same = claims[(claims["wilayah"] == place) & (claims["sumber"] == source)]
        first = same.drop_duplicates("besaran").set_index("besaran")["nilai_klaim"]
        total = first.get("pengurangan")
        if total is None and {"luas_awal", "sisa"} <= set(first.index):
            total = float(exact(first["luas_awal"]) - exact(first["sisa"]))
        years = rows.drop_duplicates("tahun").set_index("tahun")["nilai_klaim"].to_dict()
        if total is not None and len(years) > 1:
            found[str(place), str(source)] = YearlySeries(years, float(total))
    return found


def _against_years(claim: Mapping[str, Any], series: YearlySeries) -> Verdict | None:
    """Return the test of a yearly reduction, or of the sum of the years, against the others."""
    kind, value = str(claim["besaran"]), float(claim["nilai_klaim"])
    if kind not in ("pengurangan", "pengurangan_tahun"):
        return None
    summed = sum((exact(v) for v in series.years.values()), Decimal(0))
    gap = exact(series.total) - summed
    found = summed if kind == "pengurangan" else exact(value) + gap
    words = f"{' + '.join(ha(v) for v in series.years.values())} = {ha(float(summed))} ha"
    if abs(gap) <= _tolerance("pengurangan", [series.total, *series.years.values()]):
        return Verdict(float(found), MATCHES, words)
    more = (
        f"{words}, jumlahnya tertulis {ha(series.total)} ha: berselisih {ha(abs(float(gap)))} ha."
    )
    return Verdict(float(found), DIFFERS, more)


def _impossible(kind: str, value: float, report: Mapping[str, float]) -> Verdict | None:
    """Return the verdict on a reduction or rest that is larger than what there was."""
    start = report.get("luas_awal")
    if start is None or kind not in ("pengurangan", "sisa"):
        return None
    if exact(value) - exact(start) <= _tolerance(kind, [value, start]):
        return None
    words = f"Tidak mungkin: {kind} {ha(value)} ha melebihi luas awal {ha(start)} ha."
    gone, left = report.get("pengurangan"), report.get("sisa")
    if gone is not None and left is not None:
        words += f" Pengurangan dan sisa berjumlah {ha(float(exact(gone) + exact(left)))} ha."
    return Verdict(start, DIFFERS, f"{words} Periksa luas awalnya.", "KLAIM-MELEBIHI-AWAL")


def _against_report(claim: Mapping[str, Any], report: Mapping[str, float]) -> Verdict | None:
    """Return the test of a claim against the other figures of its report; None without any."""
    kind, value = str(claim["besaran"]), float(claim["nilai_klaim"])
    beyond = _impossible(kind, value, report)
    if beyond is not None:
        return beyond
    follows = _from_report(kind, report)
    if follows is None:
        return None
    found, parts, words = follows
    if abs(exact(value) - found) <= _tolerance(kind, [value, *parts]):
        return Verdict(float(found), MATCHES, words)
    code = "KLAIM-PERSEN-TIDAK-COCOK" if kind in PERCENTS else ""
    if kind == "sisa":
        code = "KLAIM-TIDAK-MENUTUP" if exact(value) < found else "KLAIM-SISA-BERLEBIH"
    return Verdict(float(found), DIFFERS, _closing_words(kind, value, found, words), code)


def _from_report(kind: str, report: Mapping[str, float]) -> tuple[Decimal, list[float], str] | None:
    """Return what a figure should be by the others of its report, those others, and the sum."""
    start, gone, left = (report.get(name) for name in _BALANCE)
    town = report.get("luas_wilayah")
    if kind == "persen_luas_wilayah" and start is not None and town:
        return exact(start) / exact(town) * 100, [], f"{plain(start)} / {plain(town)} × 100"
    if start is None or (gone is None and left is None):
        return None
    first = exact(start)
    if kind == "sisa" and gone is not None:
        return first - exact(gone), [start, gone], _sum_words(start, gone)
    if kind == "pengurangan" and left is not None:
        return first - exact(left), [start, left], _sum_words(start, left)
    if kind not in ("persen_pengurangan", "persen_sisa") or not first:
        return None
    return _percent_of_report(kind, first, gone, left)


def _percent_of_report(
    kind: str, first: Decimal, gone: float | None, left: float | None
) -> tuple[Decimal, list[float], str]:
    taken = kind == "persen_pengurangan"
    direct, other = (gone, left) if taken else (left, gone)
    part = exact(direct) if direct is not None else first - exact(other or 0.0)
    words = f"{plain(float(part))} / {plain(float(first))} × 100"
    return part / first * 100, [], words


def _sum_words(start: float, part: float) -> str:
    return f"{ha(start)} − {ha(part)} = {ha(float(exact(start) - exact(part)))} ha"


def _closing_words(kind: str, value: float, found: Decimal, words: str) -> str:
    gap = ha(abs(float(exact(value) - found)))
    if kind in AREAS:
        return f"{words}, berselisih {gap} ha; minta rinciannya."
    return f"{words} = {ha(float(found))} %."


def _against_data(
    claim: Mapping[str, Any],
    own: Recomputed,
) -> Verdict | None:
    """Return the test of a claim against the data set's own figures; None where it has none."""
    kind, value = str(claim["besaran"]), float(claim["nilai_klaim"])
    name, year = claim_key(claim["wilayah"], claim["tahun"])
    candidates = own.get((name, year), {}).get(kind) or own.get((name, None), {}).get(kind) or ()
    known = [figure for figure in candidates if figure.value == figure.value]
    if not known:
        return None
    for figure in known:
        # the data's own figure carries the dust of its sums: it is taken to 9 decimals
        gap = abs(exact(value) - exact(round(figure.value, 9)))
        if gap <= _tolerance(kind, [value]):
            return Verdict(figure.value, MATCHES, f"Menurut data: {figure.note}.")
    words = f"Menurut data: {known[0].note}."
    return Verdict(known[0].value, DIFFERS, words, "KLAIM-BERBEDA-DARI-DATA")


def exact(value: float) -> Decimal:
    """Return a printed figure without the dust of binary numbers."""
    return Decimal(repr(float(value)))


def _decimals(value: float) -> int:
    exponent = exact(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


class _Hectares(TypedDict):
    tanda: str
    toleransi: float
    satu_desimal: float


class _Percents(_Hectares):
    tanpa_desimal: float


class _Tolerances(TypedDict):
    """How far a figure may be off, by its unit and the decimals it is printed with."""

    hektare: _Hectares
    persen: _Percents


_limits = DataFile(__package__, "tolerances.toml", _Tolerances)


def _tolerance(kind: str, printed: Sequence[float]) -> Decimal:
    """Return the tolerance of a comparison by the decimals the report printed."""
    decimals = {_decimals(value) for value in printed}
    if kind in AREAS:
        hectares = _limits()["hektare"]
        return exact(hectares["satu_desimal"] if 1 in decimals else hectares["toleransi"])
    if kind in PERCENTS:
        percents = _limits()["persen"]
        by_decimals = {0: percents["tanpa_desimal"], 1: percents["satu_desimal"]}
        return exact(by_decimals.get(_decimals(printed[0]), percents["toleransi"]))
    return Decimal(0)


def ha(value: float) -> str:
    """Return hectares as the sentences have them."""
    return format_number(value, 2)
