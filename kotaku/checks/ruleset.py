"""Which rule set a data set is judged by, and why: chosen once, when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kotaku import rules
from kotaku.dataset import Dataset
from kotaku.findings import Finding, finding
from kotaku.rules import Regulation
from kotaku.schema import MEASURES, criterion_column
from kotaku.words.dates import format_date
from kotaku.words.parsing_dates import read_date


@dataclass(frozen=True)
class RuleSet:
    """A rule set with the reason for it as an Indonesian sentence."""

    regulation: Regulation
    reason: str
    findings: tuple[Finding, ...] = ()


def choose(
    dataset: Dataset, asked: str | None, changes: Mapping[str, float] | None = None
) -> RuleSet:
    """Return the rule set asked for, else the one of the data, with numbers replaced.

    Without a wish it is the one that the data set was read by. Where it was not read (its tables
    were put together), the Profil decides: its entry ``regulasi``, else the rule set in force on
    its ``tanggal_data``, else the newest. A rule set with criteria that the data do not hold is not
    chosen by the date alone: 16 criteria cannot be judged by the rules of 19.

    Raises
    ------
    KeyError
        When ``asked`` or a key of ``changes`` does not exist.
    ValueError
        When a number may not be changed so.
    """
    found = _chosen(dataset, asked)
    if not changes:
        return found
    changed = rules.with_overrides(found.regulation, changes)
    words = f"{found.reason[:-1]}, dengan {len(changes)} angka yang diubah pengguna."
    return RuleSet(changed, words, found.findings)


def _chosen(dataset: Dataset, asked: str | None) -> RuleSet:
    day = read_date(dataset.profile.get("tanggal_data", ""))
    then = None if day is None else day.value
    if asked is not None:
        chosen = rules.load(asked, then)
        return RuleSet(chosen, f"{chosen.name} dipilih pengguna.")
    if dataset.regulasi:
        return RuleSet(rules.load(dataset.regulasi, then), dataset.alasan_regulasi)
    written = dataset.profile.get("regulasi", "")
    named = rules.named(written)
    if named is not None:
        named = rules.load(named.id, then)
        return RuleSet(named, f"{named.name} tertulis dalam Profil.")
    dated = _by_date(dataset, then)
    if not written:
        return dated
    unknown = finding("REGULASI-TIDAK-DIKENALI", value=written, dipakai=dated.regulation.name)
    return RuleSet(dated.regulation, dated.reason, (unknown,))


def _by_date(dataset: Dataset, day: date | None) -> RuleSet:
    newest = rules.load(day=day)
    if day is None:
        return RuleSet(newest, f"{newest.name} dipakai karena tanggal data tidak diketahui.")
    then = rules.at(day)
    if _lacks(dataset, then):
        words = f"data hanya memuat {len(newest.criteria)} kriteria, bukan {len(then.criteria)}"
        return RuleSet(newest, f"{newest.name} dipakai: {words}.")
    return RuleSet(then, f"{then.name} berlaku pada tanggal data {format_date(day)}.")


def _lacks(dataset: Dataset, regulation: Regulation) -> bool:
    """Tell whether the data know criteria, but not all those of the rule set."""
    frame = dataset.table("kekumuhan")
    known = {
        c
        for r in rules.all_regulations()
        for c in r.criterion_ids
        for measure in MEASURES
        if (column := criterion_column(measure, c)) in frame.columns and frame[column].notna().any()
    }
    return bool(known) and not set(regulation.criterion_ids) <= known
