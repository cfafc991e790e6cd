"""What the figures of a drawn schedule mean, by the identities between them.

Cells hold the increment of a period or the cumulative value, in points of the whole or in percent
of the activity, as percent or as fractions of one. One reading holds for the whole sheet: the one
under which rows end at their weight, add up to the rows at the foot, and the foot to itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

import numpy as np

from kotaku.intake.reading.schedule_grid import Floats, Line
from kotaku.intake.reading.schedule_rows import FULL, WHOLE, told

How = Literal["kumulatif_persen", "tambahan_bobot", "tambahan_persen", "kumulatif_bobot"]
Role = Literal["rencana", "rencana_kumulatif", "realisasi", "realisasi_kumulatif", "deviasi"]

HOWS: tuple[How, ...] = (
    "kumulatif_persen", "tambahan_bobot", "tambahan_persen", "kumulatif_bobot"
)  # fmt: skip
ROLE_WORDS: dict[Role, str] = {
    "rencana": "rencana tiap periode", "rencana_kumulatif": "rencana kumulatif",
    "realisasi": "realisasi tiap periode", "realisasi_kumulatif": "realisasi kumulatif",
    "deviasi": "deviasi",
}  # fmt: skip
WORDS = {
    "kumulatif_persen": "persen kumulatif tiap kegiatan",
    "tambahan_persen": "tambahan persen tiap periode",
    "kumulatif_bobot": "bobot kumulatif tiap kegiatan",
    "tambahan_bobot": "tambahan bobot tiap periode",
}
TOLERANCE = 0.5  # rounding in the sum of increments [%], I
DIGIT = 0.0051  # half of the last digit that is written, hundredths [%], I
FEET = 9  # so many rows of a foot are looked at
_HIGHEST_FRACTION = 1.5  # what is higher is no fraction of one, not even overdone


@dataclass(frozen=True)
class Meaning:
    """How the values of a schedule are meant; ``votes`` counts the identities that say so."""

    how: How
    scale: float
    votes: float = 0.0

    @property
    def sure(self) -> bool:
        """Tell whether any identity says so."""
        return self.votes > 0

    @property
    def name(self) -> str:
        """The short answer that stands for it."""
        return self.how.replace("_", "-") + ("" if self.scale == 1.0 else "-pecahan")

    @property
    def words(self) -> str:
        """It in words."""
        return WORDS[self.how] + ("" if self.scale == 1.0 else ", sebagai pecahan dari satu")


def every(most: float, periods: int) -> list[Meaning]:
    """Return what values may mean whose highest is given, over so many periods."""
    scales = (1.0, FULL) if most <= _HIGHEST_FRACTION else (1.0,)
    hows = [how for how in HOWS if periods > 1 or how.startswith("kumulatif")]
    return [Meaning(how, scale) for how in hows for scale in scales]


@dataclass(frozen=True)
class Foot:
    """The rows at the foot by what they are, in points of the whole."""

    roles: dict[Role, Line] = field(default_factory=dict)
    values: dict[Role, Floats] = field(default_factory=dict)
    proofs: tuple[str, ...] = ()

    def cumulative(self, kind: Literal["rencana", "realisasi"]) -> Floats | None:
        """Return the cumulative values of plan or progress; None when the foot has neither."""
        whole: Role = "rencana_kumulatif" if kind == "rencana" else "realisasi_kumulatif"
        if whole in self.values:
            return self.values[whole]
        if kind not in self.values:
            return None
        steps = self.values[kind]
        out = np.cumsum(np.nan_to_num(steps))
        known = np.flatnonzero(~np.isnan(steps))
        out[(known[-1] + 1 if known.size else 0) :] = np.nan
        return out


def meanings(
    series: Sequence[Floats], weights: Sequence[float], feet: Sequence[Floats]
) -> list[Meaning]:
    """Return the readings of all values, the best first: those with the most identities.

    Parameters
    ----------
    series : values of each activity in the order of the periods, NaN where empty
    weights : weight of each activity [%], NaN where it has none
    feet : the rows at the foot as drawn
    """
    votes = {(how, scale): 0.0 for how in HOWS for scale in (1.0, FULL)}
    for values, weight in zip(series, weights, strict=True):
        for scale in (1.0, FULL):
            for how in _fits(values * scale, weight):
                votes[how, scale] += 1
    for how, scale in votes:
        votes[how, scale] += _by_whole(series, weights, how, scale, feet)
    order = sorted(votes, key=lambda v: (-votes[v], HOWS.index(v[0]), v[1]))
    return [Meaning(how, scale, votes[how, scale]) for how, scale in order]


def _fits(values: Floats, weight: float) -> Iterator[How]:
    known = values[~np.isnan(values)]
    if not known.size or known.max() <= 0:
        return
    rising = bool((np.diff(known) >= -1e-9).all())
    ends: tuple[tuple[float, How, How], ...] = (
        (FULL, "kumulatif_persen", "tambahan_persen"),
        (weight, "kumulatif_bobot", "tambahan_bobot"),
    )
    for end, cumulative, increments in ends:
        if np.isnan(end) or end <= 0:
            continue
        slack = min(TOLERANCE, 0.05 * end)
        if rising and abs(known[-1] - end) <= slack:
            yield cumulative
        if abs(known.sum() - end) <= slack:
            yield increments


def _by_whole(
    series: Sequence[Floats], weights: Sequence[float], how: How, scale: float,
    feet: Sequence[Floats],
) -> float:  # fmt: skip
    """Return how strongly the foot, or the whole of sheets without weights, says a reading."""
    if not series:
        return 0.0
    total = whole(series, weights, Meaning(how, scale))
    if total is None:
        return 0.0
    slack = DIGIT * len(series) * 2 + 0.02
    score = 0.0
    for foot in feet:
        given = foot * scale
        if _same(given, np.diff(total, prepend=0.0), slack) or _same(given, total, slack * 4):
            score += 0.5 * len(series) + 1
    if how.endswith("bobot") and np.isnan(weights).all() and abs(total[-1] - FULL) <= TOLERANCE:
        score += 0.5 * len(series) + 1
    return score


def _same(a: Floats, b: Floats, slack: float) -> bool:
    known = ~np.isnan(a)
    most = float(np.abs(np.where(known, a, 0)).max())
    slack = min(slack, 0.02 * most)  # fractions must not all be alike
    if known.sum() < 2 or not most:
        return False
    return bool((np.abs(a - b)[known] <= slack).all())


def whole(series: Sequence[Floats], weights: Sequence[float], meant: Meaning) -> Floats | None:
    """Return the cumulative points of all activities; None where it takes weights it has not."""
    share = np.asarray(weights, dtype=np.float64)
    values = np.array(series) * meant.scale
    if meant.how.endswith("persen"):
        share = np.full(len(series), FULL / len(series)) if np.isnan(share).all() else share
        if np.isnan(share).any():
            return None
        values = values * share[:, None] / FULL
    if meant.how.startswith("tambahan"):
        summed: Floats = np.cumsum(np.nan_to_num(values), axis=1).sum(axis=0)
        return summed
    total: Floats = held(values).sum(axis=0)
    return total


def held(values: Floats) -> Floats:
    """Return cumulative rows with each value held until the next one, 0 before the first."""
    out = values.copy()
    if not out.shape[1]:
        return out
    out[:, 0] = np.nan_to_num(out[:, 0])
    for k in range(1, out.shape[1]):
        out[:, k] = np.where(np.isnan(out[:, k]), out[:, k - 1], out[:, k])
    return out


def cumulative(values: Floats, weight: float, meant: Meaning, reported: int) -> Floats:
    """Return the values as cumulative percent of the activity, NaN after what is reported.

    Parameters
    ----------
    values : as drawn, NaN where empty
    weight : weight of the activity [%]
    meant : how the values are meant
    reported : number of periods that are reported at all
    """
    found = values * meant.scale
    if meant.how.startswith("tambahan"):
        found = np.cumsum(np.nan_to_num(found))
    if meant.how.endswith("bobot"):
        found = found * (FULL / weight) if weight and weight > 0 else found * np.nan
    found = found.copy()
    found[reported:] = np.nan
    found = np.where((found > FULL) & (found <= FULL + rounding(weight)), FULL, found)
    return np.round(found, 12)  # leaves out the noise of the sums only


def read(values: Floats, weight: float, meant: Meaning, reported: int) -> Floats:
    """Return a row as ``cumulative`` does; one without any value as it is."""
    return values if np.isnan(values).all() else cumulative(values, weight, meant, reported)


def rounding(weight: float) -> float:
    """Return by how much a sum of rounded points may pass 100 % of an activity."""
    return TOLERANCE if not weight or np.isnan(weight) else max(TOLERANCE, 12 * FULL / weight / 100)


# --- foot --------------------------------------------------------------------------------

_ROLES: tuple[Role, ...] = (
    "rencana", "rencana_kumulatif", "realisasi", "realisasi_kumulatif", "deviasi"
)  # fmt: skip


def foot(rows: Sequence[tuple[Line, Floats]], plan: Floats | None, done: Floats | None) -> Foot:
    """Return the rows of the foot by what they are: the assignment that proves the most.

    Parameters
    ----------
    rows : the rows below the activities with their values, in points of the whole
    plan, done : cumulative points that the rows above give, where they give any
    """
    rows = [r for r in rows if not np.isnan(r[1]).all()][:FEET]
    if not rows:
        return Foot()
    tests = _Tests([v for _, v in rows], [told(line.name) or line.mark or None if told(line.name)
                   is None else told(line.name) for line, _ in rows],
                   ["kum" in line.name.lower() for line, _ in rows],
                   [WHOLE.get(line.said, "") for line, _ in rows], plan, done)  # fmt: skip
    best: tuple[float, dict[Role, int]] = (0.0, {})
    options = [[None, *tests.options(role)] for role in _ROLES]
    for picked in product(*options):
        places = [p for p in picked if p is not None]
        if len(places) != len(set(places)):
            continue
        chosen = {r: p for r, p in zip(_ROLES, picked, strict=True) if p is not None}
        score = tests.score(chosen)
        if score > best[0]:
            best = (score, chosen)
    chosen = best[1]
    return Foot(
        {role: rows[i][0] for role, i in chosen.items()},
        {role: rows[i][1] for role, i in chosen.items()},
        tests.proofs(chosen),
    )


class _Tests:
    """The identities between the rows of a foot, each tried once."""

    def __init__(
        self,
        values: Sequence[Floats],
        words: Sequence[str | None],
        summed: Sequence[bool],
        said: Sequence[str],
        plan: Floats | None,
        done: Floats | None,
    ) -> None:
        n = len(values)
        self.values, self.words, self.summed, self.said = values, words, summed, said
        loose = DIGIT * max(len(values[0]), 8) + 0.05
        self.runs = {(a, b) for a in range(n) for b in range(n)
                     if a != b and self._runs(values[a], values[b], loose)}  # fmt: skip
        threes = [t for t in product(range(n), repeat=3) if len({*t}) == 3]
        self.gaps = {t for t in threes if self._gap(*(values[i] for i in t))}
        self.body: dict[Role, set[int]] = {role: set() for role in _ROLES}
        for kind, total in (("rencana", plan), ("realisasi", done)):
            if total is None:
                continue
            for i, row in enumerate(values):
                if _same(row, np.diff(total, prepend=0.0), loose):
                    self.body[kind].add(i)  # type: ignore[index]
                if _same(row, total, loose * 2):
                    self.body[f"{kind}_kumulatif"].add(i)  # type: ignore[index]
        self.count = [int((~np.isnan(v)).sum()) for v in values]

    @staticmethod
    def _runs(steps: Floats, total: Floats, slack: float) -> bool:
        """Tell whether one row is the running sum of another."""
        known = ~np.isnan(total)
        slack = min(slack, 0.02 * float(np.nanmax(np.abs(total))))
        if known.sum() < 2 or not slack:
            return False
        sums = np.cumsum(np.nan_to_num(steps))
        return bool((np.abs(sums - total)[known] <= slack).all())

    @staticmethod
    def _gap(plan: Floats, done: Floats, gap: Floats) -> bool:
        known = ~np.isnan(gap) & ~np.isnan(done) & ~np.isnan(plan)
        if known.sum() < 1 or np.nanmax(np.abs(done)) <= 0.02:
            return False
        return bool((np.abs(done - plan - gap)[known] <= 3 * DIGIT + 0.01).all())

    def options(self, role: Role) -> list[int]:
        """Return the rows that some identity or word speaks for in a role."""
        out = {*self.body[role]}
        place = _ROLES.index(role)
        for a, b in self.runs:
            out |= {a} if place in (0, 2) else set()
            out |= {b} if place in (1, 3) else set()
        for a, b, c in self.gaps:
            out |= {c} if role == "deviasi" else {a} if place < 2 else {b}
        for i, word in enumerate(self.words):
            if word is not None and word == ("" if role == "deviasi" else role.split("_")[0]):
                out.add(i)
        out = {i for i in out if not self.said[i]}
        return sorted(out | {i for i, role_said in enumerate(self.said) if role_said == role})

    def score(self, chosen: dict[Role, int]) -> float:
        """Return how much speaks for an assignment."""
        score = 10.0 * len(self._held(chosen))
        for role, i in chosen.items():
            word = self.words[i]
            kind = "" if role == "deviasi" else role.split("_")[0]
            if word is not None:
                score += 2.0 if word == kind else -4.0
            else:
                score -= 0.5
            score += 1.0 * (self.summed[i] == role.endswith("kumulatif"))
            score += self._shape(role, i) + 100.0 * bool(self.said[i])
        for first, second in (("rencana", "realisasi"),
                              ("rencana_kumulatif", "realisasi_kumulatif")):  # fmt: skip
            if first in chosen and second in chosen:
                a, b = chosen[first], chosen[second]
                score += 0.25 * (a < b) + 1.5 * (self.count[a] > self.count[b])
                score -= 3.0 * (self.count[a] < self.count[b])
        return score

    def _shape(self, role: Role, i: int) -> float:
        """Return what the shape of a row says: a cumulative row rises, increments stay small."""
        known = self.values[i][~np.isnan(self.values[i])]
        rises = bool((np.diff(known) >= -0.02).all())
        if role.endswith("kumulatif"):
            return 1.0 if rises else -8.0
        if role == "deviasi":
            return 0.0
        return 0.0 if known.sum() <= FULL + 1 else -8.0

    def _held(self, chosen: dict[Role, int]) -> list[str]:
        held = [f"jumlah kegiatan = {ROLE_WORDS[role]}"
                for role, i in chosen.items() if i in self.body[role]]  # fmt: skip
        get = chosen.get
        for kind in ("rencana", "realisasi"):
            pair = (get(kind), get(f"{kind}_kumulatif"))  # type: ignore[call-overload]
            if pair in self.runs:
                held.append(f"jumlah berjalan {kind} = {kind} kumulatif")
        for end in ("_kumulatif", ""):
            three = (get(f"rencana{end}"), get(f"realisasi{end}"), get("deviasi"))  # type: ignore[call-overload]
            if three in self.gaps:
                held.append("realisasi − rencana = deviasi")
                break
        return held

    def proofs(self, chosen: dict[Role, int]) -> tuple[str, ...]:
        """Return the identities that hold for an assignment, in words."""
        return tuple(self._held(chosen))
