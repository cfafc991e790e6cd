"""Which rows of a drawn schedule are activities, groups, totals, progress and foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from kotaku.geo import names
from kotaku.intake.model import Sheet
from kotaku.intake.reading import schedule_grid as grid
from kotaku.intake.reading.schedule_grid import WEIGHTS_OFF, Floats, Line, ScheduleChart
from kotaku.intake.reading.schedule_periods import Kind, kind_of
from kotaku.intake.tables import similar

FULL = 100.0
_TOTAL = re.compile(r"^(?:sub\s?|grand\s?)?(?:jumlah|total|jml)\b|^j\s?u\s?m\s?l\s?a\s?h$")
_PLAN = re.compile(r"renc|rcn|target|\bplan|jadwal|sasaran")
_DONE = re.compile(r"reali|capai|prestasi|progr|kemajuan|aktual|actual|laksana|\breal\b|hasil")
_DEVIATION = re.compile(r"devia|selisih|\+\s?/\s?-|\bdev\b|beda|gap")
# roles of the rows of the whole, as a person says them -> what the foot calls them
WHOLE: dict[str, str] = {
    "semua_rencana": "rencana", "semua_rencana_kumulatif": "rencana_kumulatif",
    "semua_realisasi": "realisasi", "semua_realisasi_kumulatif": "realisasi_kumulatif",
    "deviasi": "deviasi",
}  # fmt: skip
_BEFORE_KIND = "-–:/("  # stands between a name and the kind at its end


@dataclass
class Activity:
    """One activity with its values as drawn, NaN where empty."""

    line: Line
    plan: Floats
    done: Floats
    done_row: int
    weight: float
    component: str | None = None
    plan_row: int = 0


@dataclass
class ScheduleRows:
    """The rows of a chart by what they are."""

    activities: list[Activity] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)
    totals: list[Line] = field(default_factory=list)
    groups: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    weight_column: int | None = None
    weight_scale: float = 1.0


def told(label: str) -> Kind | None:
    """Return what the words of a row say: plan, progress, "" for a deviation; None for nothing."""
    words = label.lower()
    if _DEVIATION.search(words):
        return ""
    if _PLAN.search(words):
        return "rencana"
    if _DONE.search(words):
        return "realisasi"
    return next((kind for word in words.split() if len(word) > 1 and (kind := kind_of(word))), None)


def is_total(label: str) -> bool:
    """Tell whether a label begins like a total."""
    return bool(_TOTAL.search(label.lower().strip(" :.")))


def _is_foot(label: str) -> bool:
    words = label.lower().replace("-", " ").replace("/", " ").split()
    feet = {*similar.words()["jadwal"]["kaki"], "(%)", "%", "mingguan", "bulanan"}
    plain = [w.strip(":.()+") for w in words]
    return bool(words) and all(w in feet or not w for w in plain)


def rows_of(sheet: Sheet, chart: ScheduleChart, found: list[Line]) -> ScheduleRows:
    """Return the rows of a chart by what they are; weights are in percent of the whole."""
    _told_in_names(found)
    out = ScheduleRows(weight_column=_weights(sheet, chart, found))
    out.weight_scale = _scale(found)
    owners = _owners(found)
    owners = [i for i, line in enumerate(found)
              if line.said == "kegiatan" or (i in owners and not line.said)]  # fmt: skip
    _teams([found[i] for i in owners], chart.team)
    out.totals += [line for line in found if line.said == "jumlah"]
    out.groups += [line for line in found if line.said == "kelompok"]
    _totals(found, owners, out)
    _groups(found, owners, out)
    _activities(chart, found, owners, out)
    return out


def _teams(own: Sequence[Line], title: str | None) -> None:
    """Let rows that are all called like a kab/kota be that team's work, whatever a title says."""
    named = [line for line in own if not is_total(line.name)]
    if all(line.team in (None, title) and names.match_kab_kota(line.name).region for line in named):
        for line in named:
            line.team = line.name


def _told_in_names(found: Sequence[Line]) -> None:
    """Take plan or progress out of names such as "Pemetaan (Realisasi)" that come in pairs."""
    hits = [(line, *hit) for line in found if (hit := _kind_at_end(line.name))]
    pairs: dict[str, set[Kind]] = {}
    for _, base, kind in hits:
        pairs.setdefault(base.lower(), set()).add(kind)
    for line, base, kind in hits:
        if len(pairs[base.lower()]) == 2:
            line.name, line.mark = base, kind


def _kind_at_end(name: str) -> tuple[str, Kind] | None:
    """Return a name without the kind at its end, and the kind."""
    bare = name.rstrip().removesuffix(")").rstrip()
    at = max(bare.rfind(sign) for sign in _BEFORE_KIND)
    base, word = bare[: at + 1].rstrip(f" {_BEFORE_KIND}"), bare[at + 1 :].strip()
    kind = kind_of(word) if word.isalpha() else None
    return (base, kind) if kind and len(base) > 2 else None


def _weights(sheet: Sheet, chart: ScheduleChart, found: list[Line]) -> int | None:
    """Fill in the weights of the rows from the column whose figures are weights."""
    best: tuple[float, int, list[float]] | None = None
    for place, column in enumerate(chart.weights):
        values = [grid.number(sheet, column, line.row, "") for line in found]
        score = _like_weights(np.array(values), found) - 0.1 * place
        if best is None or score > best[0]:
            best = (score, column, values)
    if best is None:
        return None
    for line, value in zip(found, best[2], strict=True):
        line.weight = value
    return best[1]


def _like_weights(values: Floats, found: Sequence[Line]) -> float:
    """Return how many identities hold when these are the weights of the rows."""
    score = 0.0
    for value, line in zip(values, found, strict=True):
        if np.isnan(value) or not line.filled:
            continue
        drawn = next(iter(line.values.values()))
        known = drawn[~np.isnan(drawn)]
        ends = (known.sum(), known[-1], 1.0, FULL) if known.size else ()
        score += any(abs(end - value) <= 0.02 * abs(value) + 1e-9 for end in ends)
    total = float(np.nansum(values))
    whole = any(abs(total - times * full) <= WEIGHTS_OFF * full / FULL
                for times in (1, 2) for full in (1.0, FULL))  # fmt: skip
    return score + 3.0 * whole


def _scale(found: Sequence[Line]) -> float:
    """Bring weights that are fractions of one to percent; return by how much."""
    known = [line.weight for line in found if not np.isnan(line.weight)]
    scale = FULL if known and max(known) <= 1.0 + 1e-6 and sum(known) <= 4.1 else 1.0
    if scale == FULL and max(known) == 1.0 and len(known) > 2 and min(known) == 1.0:
        scale = 1.0  # every weight is one: they are the same, not the whole each
    for line in found:
        line.weight *= scale
    return scale


def _owners(found: Sequence[Line]) -> list[int]:
    """Return the places of the rows that may begin an activity."""
    numbered = any(not np.isnan(line.weight) for line in found)
    if numbered:
        return [i for i, line in enumerate(found)
                if line.name and not line.merged and not np.isnan(line.weight)]  # fmt: skip
    numbered = sum(bool(line.number) for line in found) > 1
    if numbered:
        return [i for i, line in enumerate(found) if line.name and not line.merged and line.number
                and (line.filled or _followed(found, i))]  # fmt: skip
    out: list[int] = []
    for i, line in enumerate(found):
        again = bool(out) and found[out[-1]].name == line.name
        plain = line.name and not line.merged and not again and not kind_of(line.name)
        if plain and not _is_foot(line.name) and line.filled:
            out.append(i)
    return out


def _followed(found: Sequence[Line], i: int) -> bool:
    after = found[i + 1] if i + 1 < len(found) else None
    return after is not None and not after.number and bool(after.mark) and after.filled


def _totals(found: Sequence[Line], owners: list[int], out: ScheduleRows) -> None:
    """Move totals out of the owners: by their word, or the last one that is all before it."""
    numbered = any(line.number for line in found)
    for i in list(owners):
        line = found[i]
        before = [found[j].weight for j in owners if j < i]
        plain = not (numbered and line.number)
        whole = i == owners[-1] and len(before) > 1 and plain and _full(line.weight)
        if line.said:
            continue
        if (whole and sum(before) >= FULL - WEIGHTS_OFF) or (plain and is_total(line.name)):
            owners.remove(i)
            out.totals.append(line)


def _full(value: float) -> bool:
    return abs(value - FULL) <= WEIGHTS_OFF


def _groups(found: Sequence[Line], owners: list[int], out: ScheduleRows) -> None:
    """Move rows that only carry the sum of the rows below them out of the owners."""
    total = sum(found[i].weight for i in owners)
    if np.isnan(total) or total <= FULL + WEIGHTS_OFF:
        return
    drawn = [i for i in owners if found[i].filled]
    if drawn and _full(sum(found[i].weight for i in drawn)):
        gone = [i for i in owners if not found[i].filled]
    else:
        gone = parents([found[i].weight for i in owners])
        gone = [owners[k] for k in gone]
        left = sum(found[i].weight for i in owners if i not in gone)
        if not _full(left):
            return
    for i in (g for g in gone if not found[g].said):
        owners.remove(i)
        out.groups.append(found[i])


def parents(weights: Sequence[float]) -> list[int]:
    """Return the places of the values that are the sum of the ones right below them.

    From the top: the value whose following run adds up to it is a group; the longest run of a
    level is taken that adds up, and the runs are looked into in turn.
    """
    found: list[int] = []
    i = 0
    while i < len(weights):
        run = 0.0
        for j in range(i + 1, len(weights)):
            run += weights[j]
            if run > weights[i] + 0.051:
                break
            if abs(run - weights[i]) <= 0.051 and (j > i + 1 or weights[i] != 0):
                found.append(i)
                break
        i += 1
    return found


def _activities(
    chart: ScheduleChart, found: Sequence[Line], owners: Sequence[int], out: ScheduleRows
) -> None:
    """Make the activities of their rows; rows that belong to none are foot or notes."""
    split = {p.kind for p in chart.periods} - {""}
    taken = {id(line) for line in (*out.totals, *out.groups)}
    after = _followers(found, owners, taken)
    paired = not split and _paired(found, owners, after)
    component: str | None = None
    used = {*taken}
    mine = {*owners}
    ended = min((i for i, line in enumerate(found) if line in out.totals and owners
                 and i > owners[-1]), default=len(found))  # fmt: skip
    for i, line in enumerate(found):
        if i in mine:
            seconds = _seconds(line, after[i], last=i == owners[-1]) if paired else []
            seconds = [s for s in seconds if found.index(s) < ended]
            out.activities.append(_activity(chart, line, seconds, component))
            used |= {id(line), *map(id, seconds)}
        elif line in out.groups or _is_heading(line, owners, i):
            component = line.name or component
            used.add(id(line))
            if id(line) not in taken:
                out.groups.append(line)
    for i, line in enumerate(found):
        if id(line) in used and not (line in out.totals and line.filled):
            continue
        foot = (bool(owners) and i > owners[-1] and line.filled) or line.said in WHOLE
        (out.feet if foot else out.notes).append(line)


def _is_heading(line: Line, owners: Sequence[int], i: int) -> bool:
    plain = bool(line.name) and np.isnan(line.weight) and not line.filled and not line.mark
    return plain and bool(owners) and i < owners[-1] and not is_total(line.name)


def _followers(
    found: Sequence[Line], owners: Sequence[int], taken: set[int]
) -> dict[int, list[Line]]:
    """Return for each owner the rows below it that hold figures or say plan or progress."""
    ends = [*owners[1:], len(found)][: len(owners)]
    out: dict[int, list[Line]] = {}
    for i, end in zip(owners, ends, strict=True):
        own: list[Line] = []
        for line in found[i + 1 : end]:
            if id(line) in taken or line.said in WHOLE:
                break
            if line.filled or line.mark or line.merged or kind_of(line.name):
                own.append(line)
        out[i] = own
    return out


def _paired(found: Sequence[Line], owners: Sequence[int], after: dict[int, list[Line]]) -> bool:
    """Tell whether activities have a second row for their progress."""
    if not owners:
        return False
    inner = owners[:-1]
    if inner:
        return 2 * sum(bool(after[i]) for i in inner) >= len(inner)
    first = after[owners[0]][:1]
    return bool(first) and (bool(first[0].mark) or not first[0].name or
                            first[0].name == found[owners[0]].name)  # fmt: skip


def _seconds(owner: Line, after: Sequence[Line], *, last: bool) -> list[Line]:
    """Return the rows that belong to an activity besides its first."""
    if owner.mark or any(line.mark for line in after):
        marked = [line for line in after if line.mark]
        room = 1 if owner.filled or owner.mark else 2
        return marked[:room]
    del last
    return list(after[:1])


def _activity(
    chart: ScheduleChart, line: Line, seconds: Sequence[Line], component: str | None
) -> Activity:
    empty = np.full(chart.length, np.nan)
    plan, done, row, plan_row = empty, empty, line.row, line.row
    for place, part in enumerate([line, *seconds]):
        for kind, values in part.values.items():
            told_kind = kind or part.mark or ("realisasi" if place else chart.kind or "rencana")
            if told_kind == "realisasi":
                if not (place == 0 and np.isnan(values).all() and seconds):
                    done, row = values, part.row
            elif not np.isnan(values).all() or np.isnan(plan).all():
                plan, plan_row = values, part.row
    return Activity(line, plan, done, row, line.weight, component, plan_row)
