"""Quality of each team's data as four percentages, each with how it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import pandas as pd

from kotaku import schema
from kotaku.checks.limits import limits
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation
from kotaku.findings import Finding
from kotaku.intake.files.joining import place_of_rows
from kotaku.reconcile import DIFFERS, MATCHES
from kotaku.schema import criterion_column
from kotaku.words.dates import format_date, is_undated
from kotaku.words.loading import DataFile
from kotaku.words.numbers import format_number
from kotaku.words.parsing_dates import read_date

Dimension = Literal["kelengkapan", "ketepatan", "dalam", "luar"]
DIMENSIONS: tuple[Dimension, ...] = ("kelengkapan", "ketepatan", "dalam", "luar")
COLUMNS = ["kab_kota", "dimensi", "persen", "penilaian", "cara"]
UNKNOWN = "tidak dapat dinilai"
EVERYBODY = ""  # data that name no kab/kota are one team's


@dataclass(frozen=True)
class Score:
    """A percentage and how it was counted; None where the data cannot say."""

    percent: float | None
    words: str


class _Grades(TypedDict):
    baik: int
    cukup: int


class _Side(TypedDict):
    nama: str
    arti: str


class _Complete(_Side):
    kolom: dict[str, list[str]]


class _Timely(_Side):
    minggu: int


class _Within(_Side):
    bukan: list[str]


class ScoreRules(TypedDict):
    """Thresholds [%], names and what is counted of each dimension."""

    ambang: _Grades
    kelengkapan: _Complete
    ketepatan: _Timely
    dalam: _Within
    luar: _Side


score_rules = DataFile(__package__, "scores.toml", ScoreRules)


def quality_scores(
    dataset: Dataset, evaluation: Evaluation, expected: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the four scores of every kab/kota.

    Columns: kab_kota, dimensi (DIMENSIONS), persen (NaN where the data cannot say), penilaian
    (baik, cukup, kurang, tidak dapat dinilai), cara (how it was counted). What is counted and the
    thresholds: scores.toml, after WHO's Data Quality Review (2017).

    Parameters
    ----------
    expected : kab/kota that should have sent, beside those that any table names
    """
    teams = sorted({*dataset.kab_kota, *expected}) or [EVERYBODY]
    view = _View(dataset, evaluation, _places(dataset))
    rows = []
    for team in teams:
        scores = (view.complete(team), view.timely(team), view.consistent(team), view.agrees(team))
        for name, score in zip(DIMENSIONS, scores, strict=True):
            rows.append((team, name, score.percent, _judged(score.percent), score.words))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"persen": "float64"})


def scores_answer(scores: pd.DataFrame) -> str:
    """Return which teams need attention in which dimension, in one sentence."""
    names = {d: score_rules()[d]["nama"].lower() for d in DIMENSIONS}
    weak = scores[scores["penilaian"] == "kurang"].sort_values("persen", kind="stable")
    teams = scores["kab_kota"].nunique()
    if weak.empty:
        return f"Tidak ada skor yang kurang di {teams} kab/kota."
    told = [
        f"{team or 'seluruh data'} ("
        + ", ".join(f"{names[d]} {_pct(p)}" for d, p in zip(g["dimensi"], g["persen"], strict=True))
        + ")"
        for team, g in weak.groupby("kab_kota", sort=False)
    ]
    more = f"; dan {len(told) - 3} lain" if len(told) > 3 else ""
    return f"{len(told)} dari {teams} kab/kota mempunyai skor kurang: {'; '.join(told[:3])}{more}."


def _judged(percent: float | None) -> str:
    rule = score_rules()["ambang"]
    if percent is None:
        return UNKNOWN
    if percent >= rule["baik"]:
        return "baik"
    return "cukup" if percent >= rule["cukup"] else "kurang"


def _places(dataset: Dataset) -> Mapping[str, pd.Series[str]]:
    """Return the kab/kota of each row of every table that has one."""
    linked = ("kekumuhan", "pekerjaan")
    return {
        name: place_of_rows(dataset, name)
        for name, frame in dataset.tables.items()
        if "kab_kota" in frame.columns or name in linked
    }


@dataclass(frozen=True)
class _View:
    """What the scores are counted from."""

    dataset: Dataset
    evaluation: Evaluation
    places: Mapping[str, pd.Series[str]]

    def own(self, table: str, team: str) -> pd.DataFrame:
        frame = self.dataset.table(table)
        if team == EVERYBODY:
            return frame
        if table not in self.places:
            return frame.iloc[:0]
        return frame[(self.places[table] == team).fillna(value=False).astype("bool")]

    def complete(self, team: str) -> Score:
        """Sheets that anybody sent, each by the share of its main columns that is filled."""
        main = score_rules()["kelengkapan"]["kolom"]
        wanted = [name for name in main if self.dataset.has(name)]
        if not wanted:
            return Score(None, "Tidak ada lembar yang dapat dibandingkan.")
        own = {name: self.own(name, team) for name in wanted}
        there = [self._filled(name, rows, main[name]) for name, rows in own.items() if len(rows)]
        gone = [schema.tables()[name].sheet for name, rows in own.items() if rows.empty]
        words = f"{len(wanted) - len(gone)} dari {len(wanted)} lembar terkirim"
        if there:
            words += f", kolom utamanya terisi {_pct(sum(there) / len(there) * 100)}"
        words += f"; belum: {', '.join(gone)}" if gone else ""
        return Score(sum(there) / len(wanted) * 100, f"{words}.")

    def _filled(self, table: str, rows: pd.DataFrame, columns: Sequence[str]) -> float:
        filled = [rows[c].notna().mean() for c in columns if c in rows.columns]
        if table == "lokasi":
            area = rows[["luas_sk_ha", "luas_verifikasi_ha"]].notna().any(axis=1)
            filled = [rows[c].notna().mean() for c in columns if c != "luas_sk_ha"] + [area.mean()]
        if table == "kekumuhan":
            filled += [_criterion_filled(rows, c.id) for c in self.evaluation.regulation.criteria]
        return float(sum(filled) / len(filled)) if filled else 0.0

    def timely(self, team: str) -> Score:
        """The last weeks before the data date, and the last year that other teams have data of."""
        scores = [s for s in (self._weeks(team), self._year(team)) if s.percent is not None]
        if not scores:
            return Score(None, "Tidak ada tanggal data atau tim lain untuk dibandingkan.")
        percents = [float(s.percent) for s in scores if s.percent is not None]
        return Score(sum(percents) / len(percents), " ".join(s.words for s in scores))

    def _weeks(self, team: str) -> Score:
        reports = self.dataset.table("progres").dropna(subset=["minggu", "realisasi_pct"])
        numbered = reports["minggu"].map(is_undated).astype("bool")
        if (numbered & (reports["kab_kota"].fillna("") == team)).any():
            return Score(None, "")  # its weeks have no date
        reports = reports[~numbered]
        until = self._until(reports["minggu"])
        if until is None:
            return Score(None, "")
        own = set(self.own("progres", team).dropna(subset=["realisasi_pct"])["minggu"].dropna())
        most = int(score_rules()["ketepatan"]["minggu"])
        ends = [until - pd.Timedelta(days=7 * back) for back in range(most)]
        count = sum(any(end - pd.Timedelta(days=7) < w <= end for w in own) for end in ends)
        words = f"{count} dari {most} minggu sampai {format_date(until)} dilaporkan."
        return Score(count / most * 100, words)

    def _until(self, weeks: pd.Series[Any]) -> pd.Timestamp | None:
        """Return the day up to which reports are due: the data date, or what others reported.

        A team is not held against itself: without a data date two teams must have reported.
        """
        if weeks.empty:
            return None
        newest = pd.Timestamp(weeks.max())
        said = read_date(self.dataset.profile.get("tanggal_data", ""))
        if said is not None:
            return max(newest, pd.Timestamp(said.value))
        teams = self.places["progres"].reindex(weeks.index).nunique()
        return newest if teams > 1 else None

    def _year(self, team: str) -> Score:
        """Conditions only: who has nothing left to reduce reports no reduction, and is not late."""
        place = self.places.get("kekumuhan")
        if place is None or place.nunique() < 2:
            return Score(None, "")
        newest = _newest(self.dataset.table("kekumuhan")["tahun"])
        if newest is None:
            return Score(None, "")
        mine = _newest(self.own("kekumuhan", team)["tahun"])
        words = f"Data kekumuhan terakhir tahun {mine or '–'}, yang terbaru {newest}."
        return Score(100.0 if mine == newest else 0.0, words)

    def consistent(self, team: str) -> Score:
        """Rows without a finding that contradicts them, of all rows that came."""
        used: set[tuple[str, str, int]] = set()
        for name in self.dataset.tables if team == EVERYBODY else self.places:
            rows = self.own(name, team)
            for s, line in zip(rows["_sumber"], rows["_baris"], strict=True):
                source = self.dataset.sources[int(s)]
                used.add((source.file, source.sheet, int(line)))
        about = [f for f in self._findings(team) if f.row is not None]
        every = used | {_line(f) for f in about if f.excludes}
        if not every:
            return Score(None, "Tidak ada baris.")
        excepted = set(score_rules()["dalam"]["bukan"])
        bad = {
            _line(f)
            for f in about
            if f.severity in ("galat", "peringatan") and f.code not in excepted
        }
        good = len(every - bad)
        words = f"{_count(good)} dari {_count(len(every))} baris tanpa galat atau peringatan."
        return Score(good / len(every) * 100, words)

    def _findings(self, team: str) -> Iterable[Finding]:
        found = (*self.dataset.findings, *self.evaluation.temuan)
        return (f for f in found if team == EVERYBODY or f.place == team)

    def agrees(self, team: str) -> Score:
        """Tests against another source: published figures, the SK, another file."""
        tests = {
            "angka laporan": self._claims(team),
            "luas SK dan verifikasi": self._areas(team),
            "baris di dua berkas": self._files(team),
        }
        held, every = (sum(t[i] for t in tests.values()) for i in (0, 1))
        if not every:
            return Score(None, "Tidak ada angka dari sumber lain untuk dibandingkan.")
        told = [f"{name} {_count(a)} dari {_count(n)}" for name, (a, n) in tests.items() if n]
        return Score(held / every * 100, f"Cocok: {', '.join(told)}.")

    def _claims(self, team: str) -> tuple[int, int]:
        claims = self.evaluation.klaim
        named = claims["wilayah"].fillna("").str.casefold() == team.casefold()
        own = claims.loc[named | (team == EVERYBODY), "putusan"]
        return int((own == MATCHES).sum()), int(own.isin([MATCHES, DIFFERS]).sum())

    def _areas(self, team: str) -> tuple[int, int]:
        own = self.own("lokasi", team).dropna(subset=["luas_sk_ha", "luas_verifikasi_ha"])
        rule = limits()["luas"]
        allowed = (own["luas_sk_ha"].abs() * rule["beda_relatif"]).clip(lower=rule["beda_ha"])
        gap = (own["luas_sk_ha"] - own["luas_verifikasi_ha"]).abs()
        return int((gap <= allowed + 1e-9).sum()), len(own)

    def _files(self, team: str) -> tuple[int, int]:
        found = [f.code for f in self._findings(team)]
        same = found.count("BARIS-SAMA-DI-BERKAS-LAIN")
        return same, same + found.count("KONFLIK-BERKAS") + found.count("KONFLIK-DIPUTUSKAN")


def _criterion_filled(rows: pd.DataFrame, criterion: str) -> float:
    names = [criterion_column(measure, criterion) for measure in ("volume", "persen", "nilai")]
    there = [name for name in names if name in rows.columns]
    return float(rows[there].notna().any(axis=1).mean()) if there else 0.0


def _newest(years: pd.Series[int]) -> int | None:
    return int(years.max()) if years.notna().any() else None


def _line(found: Finding) -> tuple[str, str, int]:
    return found.file, found.sheet, int(found.row or 0)


def _pct(value: float) -> str:
    return f"{format_number(value, 0)} %"


def _count(value: int) -> str:
    return format_number(value, 0)
