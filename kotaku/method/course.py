"""The course of a data set: the condition of every unit, year by year, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.method import condition, dates, evidence, notes, works
from kotaku.method.assessment import Bools, Ints, Variant
from kotaku.method.bases import UNNAMED
from kotaku.method.condition import SATUAN, Grouping
from kotaku.method.evidence import Measured, State, Units
from kotaku.method.works import Works
from kotaku.rules import Regulation

UNKNOWN_YEAR = 0  # tahun of data whose year nobody wrote


@dataclass(frozen=True)
class Course:
    """The conditions of a data set and what they rest on.

    ``done`` are the works that are subtracted, ``chains`` the condition of all RT in each of
    ``years`` by scenario (empty without any measurement), ``groups`` the levels above RT.
    """

    rt: Units
    measurements: Measured
    done: Works
    years: tuple[int, ...]
    chains: Mapping[str, Sequence[State]]
    groups: Mapping[str, Grouping]
    kondisi: pd.DataFrame
    surplus: pd.DataFrame
    moving: frozenset[str]  # kab/kota whose conditions speak of more than one time
    findings: tuple[Finding, ...]

    @cached_property
    def late(self) -> tuple[Bools, Ints]:
        """Which RT were first measured after the first survey of their kab/kota, and when all."""
        first = works.first_measured(self.measurements, len(self.rt.frame))
        known = first >= 0
        place, names = self.rt.named["kab_kota"]  # -1, the last place, has no name
        start = np.full(len(names) + 1, np.iinfo(np.int64).max)
        np.minimum.at(start, place[known], first[known])
        late: Bools = known & (first > start[place])
        return late, first


def follow(
    dataset: Dataset,
    regulation: Regulation,
    variant: Variant = "plain",
    satuan: Sequence[str] = SATUAN,
    day: date | None = None,
) -> Course:
    """Return the course of a data set, its conditions at the levels ``satuan``.

    RT are always scored, whether or not "rt" is among the levels asked for. What bears a year
    after the data date (``day``, else the Profil's) is left out.
    """
    dataset, after = dates.until(dataset, day or dates.stated(dataset.profile))
    rt = evidence.units(dataset.table("rt"), dataset.table("lokasi"), regulation)
    kekumuhan, findings = _dated(dataset)
    findings += after
    measurements = evidence.measured(kekumuhan, rt, regulation)
    done = works.works(dataset.table("pekerjaan"), rt, regulation)
    findings += notes.incomplete(dataset, measurements)
    findings += notes.late_baselines(measurements, rt)
    findings += notes.idle_works(dataset, done, measurements, rt)

    done = done.kept(~works.covered(measurements, done, len(rt.frame)))
    years = works.years_of(measurements, done)
    moving = _moving(rt, measurements, done)
    if not years:
        nothing = pd.DataFrame(columns=list(works.SURPLUS_COLUMNS))
        empty = condition.empty(regulation)
        return Course(rt, measurements, done, (), {}, {}, empty, nothing, moving, tuple(findings))
    chains = works.chains(measurements, done, rt, regulation, years)
    surplus = works.surplus(chains["simulasi"], done, rt, regulation, years, measurements)
    scored = condition.scored_units(chains)
    frames = [condition.rt_frame(rt, chains, years, regulation, variant)] if "rt" in satuan else []
    groups = {}
    for level in [s for s in satuan if s != "rt"]:
        groups[level] = condition.grouping(rt, level, scored)
        frame, left = condition.group_frame(rt, groups[level], chains, years, regulation, variant)
        frames.append(frame)
        findings += notes.left_out(left, int(scored.sum()))
    known = [f for f in frames if not f.empty] or [condition.empty(regulation)]
    kondisi = pd.concat(known, ignore_index=True)
    return Course(
        rt, measurements, done, years, chains, groups, kondisi, surplus, moving, tuple(findings)
    )


def _dated(dataset: Dataset) -> tuple[pd.DataFrame, list[Finding]]:
    """Return table kekumuhan with every row dated, and what was assumed."""
    frame = dataset.table("kekumuhan")
    undated = frame["tahun"].isna()
    if not undated.any():
        return frame, []
    year = assumed_year(dataset)
    findings = list(notes.without_year(dataset, frame.index[undated], year))
    return frame.assign(tahun=frame["tahun"].fillna(year)), findings


def assumed_year(dataset: Dataset) -> int:
    """Return the only year other rows have, else the one before the works, else the data date's."""
    known = dataset.table("kekumuhan")["tahun"].dropna().unique()
    if len(known) == 1:
        return int(known[0])
    of_works = dataset.table("pekerjaan")["tahun"].dropna()
    if len(of_works):
        return int(of_works.min()) - 1
    written = re.search(r"\b(?:19|20)\d\d\b", dataset.profile.get("tanggal_data", ""))
    return int(written.group()) if written else UNKNOWN_YEAR


def _moving(rt: Units, measurements: Measured, done: Works) -> frozenset[str]:
    places = rt.frame["kab_kota"].fillna(UNNAMED)
    again = measurements.year > works.first_measured(measurements, len(places))[measurements.unit]
    return frozenset(places.iloc[measurements.unit[again]]) | frozenset(places.iloc[done.unit])
