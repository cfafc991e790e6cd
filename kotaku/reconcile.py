"""Published figures against what follows from them and from the data: shown, never mended.

A report's own figures must close (awal − pengurangan = sisa; percents follow from hectares), and
where the data set knows the figure too, both stand beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypedDict

import pandas as pd

from kotaku.checks.address import Addresses
from kotaku.checks.states import AHEAD
from kotaku.checks.words import plain
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.words.loading import DataFile
from kotaku.words.numbers import format_number

COLUMNS = (
    "wilayah", "tahun", "besaran", "nilai_klaim", "nilai_hitung", "selisih", "satuan", "sumber",
    "putusan", "penjelasan", "_sumber", "_baris",
)  # fmt: skip
MATCHES, DIFFERS, UNKNOWN = "cocok", "tidak_cocok", "tidak_dapat_dihitung"
WHOLE = ""  # kab_kota of the whole data set in an account or a schedule
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
_HECTARES = ("luas_awal", "pengurangan", "sisa")
_AREAS = (*_HECTARES, "pengurangan_tahun", "luas_wilayah")
_PERCENTS = ("persen_pengurangan", "persen_sisa", "persen_luas_wilayah", "master_schedule")


@dataclass(frozen=True)
class CountedFigure:
    """A figure of the data set and how it was counted."""

    value: float
    note: str


# (wilayah, tahun or None for any year) -> besaran -> figures, the one that is meant first
Recomputed = Mapping[tuple[str, int | None], Mapping[str, Sequence[CountedFigure]]]


@dataclass(frozen=True)
class _Verdict:
    found: float | None
    verdict: str
    words: str
    code: str = ""


def reconcile(
    claims: pd.DataFrame,
    recomputed: Recomputed | None = None,
    sources: Sequence[SourceTable] = (),
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Return every claim with what it was tested against, and the findings.

    Parameters
    ----------
    claims : table klaim; figures of one report share wilayah, tahun and sumber
    recomputed : the data set's own figures, see :func:`figures`
    sources : where the claims were read, for the addresses

    A claim has one row per test: against the other figures of its report, and against the data.
    Without any test its verdict is ``tidak_dapat_dihitung``. Tolerances: reconcile.toml.
    """
    if claims.empty:
        return _no_claims().copy(), ()
    claims = claims.dropna(subset=["besaran", "nilai_klaim"]).reset_index(drop=True)
    own = {_key(name, year): values for (name, year), values in (recomputed or {}).items()}
    addresses = Addresses({"klaim": claims}, sources)
    rows: list[dict[str, Any]] = []
    found: list[Finding] = []
    series = _series(claims)
    for _, group in claims.groupby(["wilayah", "tahun", "sumber"], dropna=False, sort=False):
        report = group.drop_duplicates("besaran").set_index("besaran")["nilai_klaim"].to_dict()
        for claim in group.to_dict("records"):
            verdicts = list(_verdicts(claim, report, own, series))
            rows += [_row(claim, verdict) for verdict in verdicts]
            found += [_finding(claim, v, report, addresses) for v in verdicts if v.code]
        found += _repeated(group, addresses)
    return _frame(rows), tuple(found)


def figures(
    account: pd.DataFrame,
    whole: str,
    *,
    schedule: pd.DataFrame | None = None,
    locations: pd.DataFrame | None = None,
    as_of_year: int | None = None,
) -> dict[tuple[str, int | None], dict[str, list[CountedFigure]]]:
    """Return the data set's own figures in the form that :func:`reconcile` compares with.

    Parameters
    ----------
    account : account of area (Evaluation.akun_luas) [ha]
    whole : name of the whole data set, such as its province
    schedule : latest rows of the Master Schedule (Schedule.latest), of year ``as_of_year`` [%]
    locations : table lokasi, for the counts of kabupaten/kota and kelurahan

    The reduction of a year is meant cumulatively, simulation included; without the simulation and
    the year alone are accepted too, and the explanation says which one agreed.
    """
    result: dict[tuple[str, int | None], dict[str, list[CountedFigure]]] = {}
    for place, rows in account.groupby("kab_kota"):
        for year in sorted(rows["tahun"].unique()):
            result[str(place) or whole, int(year)] = _of_year(rows, int(year))
    for row in [] if schedule is None else schedule.to_dict("records"):
        here = result.setdefault((str(row["kab_kota"]) or whole, as_of_year), {})
        here["master_schedule"] = [CountedFigure(float(row["realisasi_pct"]), "Master Schedule")]
    if locations is not None and len(locations):
        result[whole, None] = {
            "jumlah_kab_kota": [CountedFigure(locations["kab_kota"].nunique(), "lembar Lokasi")],
            "jumlah_kelurahan": [
                CountedFigure(
                    len(locations[["kab_kota", "kelurahan"]].drop_duplicates()), "lembar Lokasi"
                )
            ],
        }
    return result


def _of_year(rows: pd.DataFrame, year: int) -> dict[str, list[CountedFigure]]:
    start = float(rows["luas_awal_ha"].iloc[0])
    until = rows[rows["tahun"] <= year]
    simulated = until["status"].isin(AHEAD)
    total = float(until["pengurangan_ha"].sum())
    realised = float(until.loc[~simulated, "pengurangan_ha"].sum())
    this_year = until[(until["tahun"] == year) & (until["status"] == "realisasi")]
    ways = [(total, f"sampai {year}")]
    if simulated.any():
        ways = [
            (total, f"sampai {year} dengan simulasi"),
            (realised, f"sampai {year} tanpa simulasi"),
        ]
    more = until.get("kumuh_baru_ha", pd.Series(0.0, index=until.index))
    new = [more.sum(), more[~simulated].sum()]
    remaining = [(v - float(n), note) for (v, note), n in zip(ways, new, strict=False)]
    alone = CountedFigure(float(this_year["pengurangan_ha"].sum()), f"realisasi {year} saja")
    return {
        "luas_awal": [CountedFigure(start, "luas awal")],
        "pengurangan": [*(CountedFigure(v, note) for v, note in ways), alone],
        "sisa": [CountedFigure(start - v, note) for v, note in remaining],
        "pengurangan_tahun": [alone],
        "persen_pengurangan": [CountedFigure(_percent(v, start), note) for v, note in ways],
        "persen_sisa": [CountedFigure(_percent(start - v, start), note) for v, note in remaining],
    }


def _percent(part: float, whole: float) -> float:
    return part / whole * 100 if whole else float("nan")


def _key(name: object, year: object) -> tuple[str, int | None]:
    words = "" if pd.isna(name) else re.sub(r"[\W_]+", " ", str(name).casefold()).strip()
    words = re.sub(r"^kab ", "kabupaten ", re.sub(r"^(provinsi|propinsi|prov) ", "", words))
    return words, None if year is None or pd.isna(year) else int(str(year))


def _verdicts(
    claim: Mapping[str, Any],
    report: Mapping[str, float],
    own: Mapping[tuple[str, int | None], Mapping[str, Sequence[CountedFigure]]],
    series: Mapping[tuple[str, str], _Series],
) -> Iterator[_Verdict]:
    years = series.get((str(claim["wilayah"]), str(claim["sumber"])))
    itself = _against_years(claim, years) if years else None
    tests = [itself or _against_report(claim, report), _against_data(claim, own)]
    done = [verdict for verdict in tests if verdict is not None]
    yield from done or [_Verdict(None, UNKNOWN, "Tidak ada angka lain untuk menghitungnya.")]


@dataclass(frozen=True)
class _Series:
    """Reductions that a report names year by year, and the sum it gives for them."""

    years: Mapping[int, float]
    total: float


def _series(claims: pd.DataFrame) -> dict[tuple[str, str], _Series]:
    """Return the yearly reductions of each report that also names their sum."""
    found: dict[tuple[str, str], _Series] = {}
    yearly = claims[(claims["besaran"] == "pengurangan_tahun") & claims["tahun"].notna()]
    for (place, source), rows in yearly.groupby(["wilayah", "sumber"], dropna=False):
        same = claims[(claims["wilayah"] == place) & (claims["sumber"] == source)]
        first = same.drop_duplicates("besaran").set_index("besaran")["nilai_klaim"]
        total = first.get("pengurangan")
        if total is None and {"luas_awal", "sisa"} <= set(first.index):
            total = float(_exact(first["luas_awal"]) - _exact(first["sisa"]))
        years = rows.drop_duplicates("tahun").set_index("tahun")["nilai_klaim"].to_dict()
        if total is not None and len(years) > 1:
            found[str(place), str(source)] = _Series(years, float(total))
    return found


def _against_years(claim: Mapping[str, Any], series: _Series) -> _Verdict | None:
    """Return the test of a yearly reduction, or of the sum of the years, against the others."""
    kind, value = str(claim["besaran"]), float(claim["nilai_klaim"])
    if kind not in ("pengurangan", "pengurangan_tahun"):
        return None
    summed = sum((_exact(v) for v in series.years.values()), Decimal(0))
    gap = _exact(series.total) - summed
    found = summed if kind == "pengurangan" else _exact(value) + gap
    words = f"{' + '.join(_ha(v) for v in series.years.values())} = {_ha(float(summed))} ha"
    if abs(gap) <= _tolerance("pengurangan", [series.total, *series.years.values()]):
        return _Verdict(float(found), MATCHES, words)
    more = (
        f"{words}, jumlahnya tertulis {_ha(series.total)} ha: berselisih {_ha(abs(float(gap)))} ha."
    )
    return _Verdict(float(found), DIFFERS, more)


def _impossible(kind: str, value: float, report: Mapping[str, float]) -> _Verdict | None:
    """Return the verdict on a reduction or rest that is larger than what there was."""
    start = report.get("luas_awal")
    if start is None or kind not in ("pengurangan", "sisa"):
        return None
    if _exact(value) - _exact(start) <= _tolerance(kind, [value, start]):
        return None
    words = f"Tidak mungkin: {kind} {_ha(value)} ha melebihi luas awal {_ha(start)} ha."
    gone, left = report.get("pengurangan"), report.get("sisa")
    if gone is not None and left is not None:
        words += f" Pengurangan dan sisa berjumlah {_ha(float(_exact(gone) + _exact(left)))} ha."
    return _Verdict(start, DIFFERS, f"{words} Periksa luas awalnya.", "KLAIM-MELEBIHI-AWAL")


def _against_report(claim: Mapping[str, Any], report: Mapping[str, float]) -> _Verdict | None:
    """Return the test of a claim against the other figures of its report; None without any."""
    kind, value = str(claim["besaran"]), float(claim["nilai_klaim"])
    beyond = _impossible(kind, value, report)
    if beyond is not None:
        return beyond
    follows = _from_report(kind, report)
    if follows is None:
        return None
    found, parts, words = follows
    if abs(_exact(value) - found) <= _tolerance(kind, [value, *parts]):
        return _Verdict(float(found), MATCHES, words)
    code = "KLAIM-PERSEN-TIDAK-COCOK" if kind in _PERCENTS else ""
    if kind == "sisa":
        code = "KLAIM-TIDAK-MENUTUP" if _exact(value) < found else "KLAIM-SISA-BERLEBIH"
    return _Verdict(float(found), DIFFERS, _closing_words(kind, value, found, words), code)


def _from_report(kind: str, report: Mapping[str, float]) -> tuple[Decimal, list[float], str] | None:
    """Return what a figure should be by the others of its report, those others, and the sum."""
    start, gone, left = (report.get(name) for name in _HECTARES)
    town = report.get("luas_wilayah")
    if kind == "persen_luas_wilayah" and start is not None and town:
        return _exact(start) / _exact(town) * 100, [], f"{plain(start)} / {plain(town)} × 100"
    if start is None or (gone is None and left is None):
        return None
    first = _exact(start)
    if kind == "sisa" and gone is not None:
        return first - _exact(gone), [start, gone], _sum_words(start, gone)
    if kind == "pengurangan" and left is not None:
        return first - _exact(left), [start, left], _sum_words(start, left)
    if kind not in ("persen_pengurangan", "persen_sisa") or not first:
        return None
    return _percent_of_report(kind, first, gone, left)


def _percent_of_report(
    kind: str, first: Decimal, gone: float | None, left: float | None
) -> tuple[Decimal, list[float], str]:
    taken = kind == "persen_pengurangan"
    direct, other = (gone, left) if taken else (left, gone)
    part = _exact(direct) if direct is not None else first - _exact(other or 0.0)
    words = f"{plain(float(part))} / {plain(float(first))} × 100"
    return part / first * 100, [], words


def _sum_words(start: float, part: float) -> str:
    return f"{_ha(start)} − {_ha(part)} = {_ha(float(_exact(start) - _exact(part)))} ha"


def _closing_words(kind: str, value: float, found: Decimal, words: str) -> str:
    gap = _ha(abs(float(_exact(value) - found)))
    if kind in _AREAS:
        return f"{words}, berselisih {gap} ha; minta rinciannya."
    return f"{words} = {_ha(float(found))} %."


def _against_data(
    claim: Mapping[str, Any],
    own: Mapping[tuple[str, int | None], Mapping[str, Sequence[CountedFigure]]],
) -> _Verdict | None:
    """Return the test of a claim against the data set's own figures; None where it has none."""
    kind, value = str(claim["besaran"]), float(claim["nilai_klaim"])
    name, year = _key(claim["wilayah"], claim["tahun"])
    candidates = own.get((name, year), {}).get(kind) or own.get((name, None), {}).get(kind) or ()
    known = [figure for figure in candidates if figure.value == figure.value]
    if not known:
        return None
    for figure in known:
        # the data's own figure carries the dust of its sums: it is taken to 9 decimals
        gap = abs(_exact(value) - _exact(round(figure.value, 9)))
        if gap <= _tolerance(kind, [value]):
            return _Verdict(figure.value, MATCHES, f"Menurut data: {figure.note}.")
    words = f"Menurut data: {known[0].note}."
    return _Verdict(known[0].value, DIFFERS, words, "KLAIM-BERBEDA-DARI-DATA")


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def _decimals(value: float) -> int:
    exponent = _exact(value).normalize().as_tuple().exponent
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


_limits = DataFile("kotaku", "reconcile.toml", _Tolerances)


def _tolerance(kind: str, printed: Sequence[float]) -> Decimal:
    """Return the tolerance of a comparison by the decimals the report printed."""
    decimals = {_decimals(value) for value in printed}
    if kind in _AREAS:
        hectares = _limits()["hektare"]
        return _exact(hectares["satu_desimal"] if 1 in decimals else hectares["toleransi"])
    if kind in _PERCENTS:
        percents = _limits()["persen"]
        by_decimals = {0: percents["tanpa_desimal"], 1: percents["satu_desimal"]}
        return _exact(by_decimals.get(_decimals(printed[0]), percents["toleransi"]))
    return Decimal(0)


def _ha(value: float) -> str:
    return format_number(value, 2)


def _row(claim: Mapping[str, Any], verdict: _Verdict) -> dict[str, Any]:
    value = float(claim["nilai_klaim"])
    gap = None if verdict.found is None else float(_exact(value) - _exact(verdict.found))
    return {
        **{name: claim[name] for name in COLUMNS if name in claim},
        "nilai_hitung": verdict.found,
        "selisih": gap,
        "putusan": verdict.verdict,
        "penjelasan": verdict.words,
    }


def _finding(
    claim: Mapping[str, Any],
    verdict: _Verdict,
    report: Mapping[str, float],
    addresses: Addresses,
) -> Finding:
    kind, value = str(claim["besaran"]), float(claim["nilai_klaim"])
    found = verdict.found if verdict.found is not None else float("nan")
    return _at(
        verdict.code,
        claim,
        addresses,
        value=plain(value),
        besaran=NAMES.get(kind, kind),
        awal=plain(report.get("luas_awal", float("nan"))),
        pengurangan=plain(report.get("pengurangan", float("nan"))),
        hitung=_ha(found) if kind in (*_AREAS, *_PERCENTS) else plain(found),
        selisih=_ha(abs(value - found)),
    )


def _repeated(group: pd.DataFrame, addresses: Addresses) -> list[Finding]:
    first = group.drop_duplicates("besaran").set_index("besaran")
    later = group[group.duplicated("besaran")]
    return [
        _at(
            "KLAIM-GANDA",
            claim,
            addresses,
            value=plain(float(claim["nilai_klaim"])),
            besaran=NAMES.get(str(claim["besaran"]), str(claim["besaran"])),
            baris_pertama=int(first.loc[claim["besaran"], "_baris"]),
        )
        for claim in later.to_dict("records")
        if claim["nilai_klaim"] != first.loc[claim["besaran"], "nilai_klaim"]
    ]


def _at(code: str, claim: Mapping[str, Any], addresses: Addresses, **words: Any) -> Finding:
    frame = addresses.tables["klaim"]
    label = frame.index[
        (frame["_baris"] == claim["_baris"]) & (frame["_sumber"] == claim["_sumber"])
    ]
    where = addresses.of("klaim", tuple(label[:1]), ("nilai_klaim",))
    return finding(
        code,
        file=where.file,
        sheet=where.sheet,
        cell=where.cell,
        row=where.row,
        wilayah="" if pd.isna(claim["wilayah"]) else str(claim["wilayah"]),
        tahun="" if pd.isna(claim["tahun"]) else int(claim["tahun"]),
        **words,
    )


@cache
def _no_claims() -> pd.DataFrame:
    return _frame([])


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = {"tahun": "Int64", "_sumber": "int64", "_baris": "int64"}
    kinds |= dict.fromkeys(("nilai_klaim", "nilai_hitung", "selisih"), "float64")
    return frame.astype({name: kinds.get(name, "str") for name in COLUMNS})
