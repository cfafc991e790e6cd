"""The Master Schedule: weighted plan and progress by week, by team and for the province.

plan(t) = Σ weight × activity plan(t) / 100, progress likewise, deviation = progress − plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from kotaku.checks.address import Addresses
from kotaku.checks.cumulative import ACTIVITY, TEAM, WHOLE_ACTIVITY, with_team
from kotaku.checks.words import plain
from kotaku.dataset import Dataset
from kotaku.findings import Finding, finding
from kotaku.progress import curves
from kotaku.progress.lateness import Bools, Floats, Rule, load_rule, status
from kotaku.schema import fields
from kotaku.words.dates import format_date, is_undated

PROVINCE = ""
WEEKLY = (
    "minggu", TEAM, "rencana_pct", "realisasi_pct", "deviasi_pp", "status", "rencana_digambar",
)  # fmt: skip
ACTIVITIES = (
    TEAM, ACTIVITY, "komponen", "kegiatan", "bobot_pct", "mulai", "selesai", "pic",
    "rencana_pct", "realisasi_pct", "deviasi_pp", "status", "kendala", "_sumber", "_baris",
)  # fmt: skip


@dataclass(frozen=True)
class Schedule:
    """Plan against progress.

    ``weekly`` has one row per week and team, ``latest`` those at ``as_of``; team "" is the
    province. Progress is known up to ``as_of``, the last week reported; plan runs on.
    ``rencana_digambar`` marks a plan that nobody wrote: a straight line from start to end.
    """

    as_of: date
    weekly: pd.DataFrame
    latest: pd.DataFrame
    activities: pd.DataFrame
    basis: str
    temuan: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Matrix:
    """Activities, their shares of their team (summing to 1), plan and progress by week [%]."""

    activities: pd.DataFrame
    share: pd.Series[float]  # 0 for the rows that stand for a whole team
    plan: pd.DataFrame
    done: pd.DataFrame
    as_of: pd.Timestamp
    planned: Bools  # the activity has a weekly plan
    reported: Bools  # the activity has any report up to as_of
    whole: Bools  # the row stands for all activities of its team
    points: tuple[str, ...]  # teams whose values were points of the weight


def schedule(
    dataset: Dataset,
    as_of: date | None = None,
    rule: Rule | None = None,
    *,
    stated: date | None = None,
) -> Schedule | None:
    """Return the Master Schedule of a data set; None when it holds no activity or no date.

    Parameters
    ----------
    dataset : tables master_schedule and progres
    as_of : the data date; reports after it are not used. The last week reported when None
    stated : the data date of the data set: a later week with progress is told and not used
    rule : thresholds of lateness (progress_rules.toml when None)

    Plan is the weekly plan or, where there is none, even between start and end; a team without
    any plan has none, and no deviation. Progress is held until the next report and within 0-100 %;
    a report that is only a status stands for the percent of the rule. Weights are taken as shares
    of their team's sum; without weights all activities of the team weigh the same. Activities
    without a kab/kota are the province's; where there are none the province is the plain mean of
    the teams. A team whose progress is only reported for all its activities together has the curve
    of that report; its activities have a plan and no progress.
    """
    if not (dataset.has("master_schedule") or dataset.has("progres")):
        return None
    used = rule or load_rule()
    activities = _activities(dataset)
    reports = with_team(dataset.table("progres"), activities).dropna(subset=["minggu"])
    reports = _percent_of_status(reports, used)
    after = _after(dataset, reports, stated) if as_of is None and stated is not None else []
    if after:
        as_of = stated
    if as_of is not None:
        reports = reports.assign(
            realisasi_pct=reports["realisasi_pct"].where(reports["minggu"] <= pd.Timestamp(as_of))
        )
    day = _data_date(activities, reports, as_of)
    if activities.empty or day is None:
        return None
    own = activities
    if is_undated(day):  # numbers of periods are not compared with dates
        activities = activities.assign(mulai=pd.NaT, selesai=pd.NaT)
    matrix = _matrix(activities, reports, day, used)
    weekly = _weekly(matrix, used)
    latest = weekly[weekly["minggu"] == day].reset_index(drop=True)
    return Schedule(
        as_of=day.date(),
        weekly=weekly,
        latest=latest,
        activities=_at(matrix, reports, used, own),
        basis=_basis(matrix),
        temuan=(*after, *_findings(dataset, matrix)),
    )


def _after(dataset: Dataset, reports: pd.DataFrame, stated: date | None) -> list[Finding]:
    """Tell which weeks with progress lie after the data date."""
    late = reports[(reports["minggu"] > pd.Timestamp(stated)) & reports["realisasi_pct"].notna()]
    addresses = Addresses(dataset.tables, dataset.sources)
    found = []
    for week, rows in late.groupby("minggu"):
        where = addresses.of("progres", tuple(rows.index), ("minggu",))
        found.append(
            finding(
                "PROGRES-SESUDAH-TANGGAL-DATA",
                file=where.file,
                sheet=where.sheet,
                cell=where.cell,
                value=format_date(pd.Timestamp(week).date()),
                jumlah=len(rows),
                tanggal=format_date(stated),
            )
        )
    return found


def _activities(dataset: Dataset) -> pd.DataFrame:
    """Return the activities of the schedule or, without one, those the reports name."""
    if dataset.has("master_schedule"):
        frame = dataset.table("master_schedule")
        frame = frame.assign(**{ACTIVITY: frame[ACTIVITY].fillna(frame["kegiatan"])})
        frame = pd.concat([frame, _wholes(dataset, frame)])
    else:
        named = dataset.table("progres").dropna(subset=[ACTIVITY])
        empty = Dataset({}).table("master_schedule")
        frame = empty.reindex(named.drop_duplicates([ACTIVITY, TEAM]).index)
        for column in (ACTIVITY, TEAM, "_sumber", "_baris"):
            frame[column] = named[column]
        frame["kegiatan"] = named[ACTIVITY]
    frame = frame.assign(**{TEAM: frame[TEAM].fillna(PROVINCE)})
    order = [TEAM, ACTIVITY, "_sumber", "_baris"]
    return frame.drop_duplicates([TEAM, ACTIVITY]).sort_values(order, kind="stable")


def _wholes(dataset: Dataset, activities: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each team whose progress is reported for all activities together."""
    reports = dataset.table("progres")
    named = reports[reports[ACTIVITY] == WHOLE_ACTIVITY].drop_duplicates([TEAM])
    rows = activities.iloc[:0].reindex(range(-len(named), 0))
    for column in (ACTIVITY, TEAM, "_sumber", "_baris"):
        rows[column] = named[column].to_numpy()
    rows["kegiatan"] = WHOLE_ACTIVITY
    return rows.astype(activities.dtypes.to_dict())


def _percent_of_status(reports: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """Let a bare status stand for the percent that the rule gives it."""
    told = reports["status"].map(rule.status_pct).astype("float64")
    return reports.assign(realisasi_pct=reports["realisasi_pct"].fillna(told))


def _data_date(
    activities: pd.DataFrame, reports: pd.DataFrame, as_of: date | None
) -> pd.Timestamp | None:
    known = reports.loc[reports["realisasi_pct"].notna(), "minggu"]
    if len(known):
        return pd.Timestamp(known.max())
    if as_of is not None:
        return pd.Timestamp(as_of)
    first = activities["mulai"].min()
    return None if pd.isna(first) else pd.Timestamp(first)


def _matrix(
    activities: pd.DataFrame, reports: pd.DataFrame, day: pd.Timestamp, rule: Rule
) -> _Matrix:
    weeks = curves.weeks_of(activities, [*reports["minggu"], day], rule)
    planned = curves.reported(reports, "rencana_pct", activities)
    done = curves.reported(reports, "realisasi_pct", activities)
    points = []
    for team, rows in activities.reset_index(drop=True).groupby(TEAM):
        here = list(rows.index)
        here = [i for i in here if rows.loc[i, ACTIVITY] != WHOLE_ACTIVITY]
        rows = rows.loc[here]
        if curves.in_weight_points(planned[here], rows["bobot_pct"], rule.weight_tolerance_pct):
            scale = curves.FULL / rows["bobot_pct"].to_numpy()
            planned[here], done[here] = planned[here] * scale, done[here] * scale
            points.append(str(team))
    return _Matrix(
        activities=activities,
        share=_shares(activities),
        plan=_plan(planned, curves.linear(activities, weeks), activities),
        done=curves.progress(done, weeks, day),
        as_of=day,
        planned=planned.notna().any().to_numpy(dtype="bool"),
        reported=done[done.index <= day].notna().any().to_numpy(dtype="bool"),
        whole=(activities[ACTIVITY] == WHOLE_ACTIVITY).to_numpy(dtype="bool"),
        points=tuple(points),
    )


def _plan(planned: pd.DataFrame, even: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """Return the plan of each week, NaN for a team that wrote neither a plan nor dates."""
    known = planned.notna().any().to_numpy() | even.notna().any().to_numpy()
    plan = curves.plan(planned, even)
    plan.loc[:, ~_of_teams(activities, known)] = np.nan
    return plan


def _of_teams(activities: pd.DataFrame, told: Bools) -> Bools:
    """Tell which activities are of a team of which any activity is told."""
    team = activities[TEAM].to_numpy()
    teams = {*team[told]}
    return np.array([name in teams for name in team], dtype=np.bool_)


def _shares(activities: pd.DataFrame) -> pd.Series[float]:
    own = activities[activities[ACTIVITY] != WHOLE_ACTIVITY]
    weights = own["bobot_pct"]
    team = own[TEAM]
    total = weights.groupby(team).transform("sum")
    incomplete = weights.isna().groupby(team).transform("any") | (total <= 0)
    size = weights.groupby(team).transform("size")
    shares = (weights / total).where(~incomplete, 1 / size)
    return shares.reindex(activities.index, fill_value=0.0)


def _in_curve(matrix: _Matrix) -> Floats:
    """Return what each row counts in the curve of its team: where one stands for all, only that."""
    replaced = _of_teams(matrix.activities, matrix.whole)
    found: Floats = np.where(replaced, matrix.whole.astype("float64"), matrix.share.to_numpy())
    return found


def _unknown(matrix: _Matrix) -> Bools:
    """Tell which activities have no progress of their own, their team reporting all together."""
    return _of_teams(matrix.activities, matrix.whole) & ~matrix.reported


def _weekly(matrix: _Matrix, rule: Rule) -> pd.DataFrame:
    """Return the curves of the province and of every team, in that order, by week."""
    share = _in_curve(matrix)
    team = matrix.activities[TEAM].to_numpy()
    plan, done = (
        (m * share).T.groupby(team).sum(min_count=1).T for m in (matrix.plan, matrix.done)
    )
    drawn = set(plan.columns) - set(team[matrix.planned])
    ends = _beyond_year(matrix, rule).T.groupby(team).any().T
    if PROVINCE not in plan.columns:
        plan.insert(0, PROVINCE, plan.mean(axis=1))
        done.insert(0, PROVINCE, done.mean(axis=1))
        ends.insert(0, PROVINCE, ends.any(axis=1))
        drawn |= {PROVINCE} if drawn else set()
    rows = [
        _curve(str(name), plan[name], done[name], ends[name], rule, drawn=name in drawn)
        for name in plan.columns
    ]
    return pd.concat(rows, ignore_index=True)


def _curve(
    team: str,
    plan: pd.Series[float],
    done: pd.Series[float],
    ends: pd.Series[bool],
    rule: Rule,
    *,
    drawn: bool,
) -> pd.DataFrame:
    found = status(plan, done, rule, ends, drawn=drawn)
    frame = pd.DataFrame(
        {
            "minggu": plan.index,
            TEAM: team,
            "rencana_pct": plan.to_numpy(),
            "realisasi_pct": done.to_numpy(),
            "deviasi_pp": (done - plan).to_numpy(),
            "status": pd.Series(found, dtype="str"),
            "rencana_digambar": drawn,
        }
    )
    return frame[list(WEEKLY)]


def _beyond_year(matrix: _Matrix, rule: Rule) -> pd.DataFrame:
    """Tell for each week which unfinished activities end after that week's fiscal year."""
    month, day = rule.fiscal_year_end
    weeks = matrix.plan.index
    year_end = np.array([np.datetime64(date(w.year, month, day)) for w in weeks])
    late = matrix.activities["selesai"].to_numpy()[None, :] > year_end[:, None]
    return pd.DataFrame(late, index=weeks, columns=matrix.plan.columns) & (
        matrix.done < curves.FULL
    )


def _at(
    matrix: _Matrix, reports: pd.DataFrame, rule: Rule, activities: pd.DataFrame
) -> pd.DataFrame:
    """Return the activities as they stand at the data date, with the days they were given."""
    plan, done = (m.loc[matrix.as_of].to_numpy() for m in (matrix.plan, matrix.done))
    done = np.where(_unknown(matrix), np.nan, done)
    ends = _beyond_year(matrix, rule).loc[matrix.as_of].to_numpy()
    found = status(plan, done, rule, ends, drawn=~matrix.planned)
    frame = matrix.activities.assign(
        bobot_pct=matrix.share * curves.FULL,
        rencana_pct=plan,
        realisasi_pct=done,
        deviasi_pp=done - plan,
        status=pd.Series(found, index=matrix.activities.index, dtype="str"),
        kendala=_obstacles(matrix, reports).to_numpy(),
        mulai=activities["mulai"],
        selesai=activities["selesai"],
    )
    return frame.loc[~matrix.whole, list(ACTIVITIES)].reset_index(drop=True)


def _obstacles(matrix: _Matrix, reports: pd.DataFrame) -> pd.Series[str]:
    """Return the last obstacle each activity reported up to the data date."""
    known = reports[reports["minggu"] <= matrix.as_of].sort_values("minggu", kind="stable")
    last = known.dropna(subset=["kendala"]).groupby([TEAM, ACTIVITY])["kendala"].last()
    keys = pd.MultiIndex.from_frame(matrix.activities[[TEAM, ACTIVITY]])
    return last.reindex(keys).astype("str")


def _basis(matrix: _Matrix) -> str:
    words = [_weights_words(matrix.activities), _plan_words(matrix.planned)]
    teams = matrix.activities[TEAM].unique()
    if PROVINCE not in teams:
        words.append(f"Provinsi: rata-rata {len(teams)} tim, tiap tim sama berat.")
    elif len(teams) > 1:
        words.append("Provinsi: menurut kegiatan provinsi sendiri.")
    return " ".join(words)


def _weights_words(activities: pd.DataFrame) -> str:
    activities = activities[activities[ACTIVITY] != WHOLE_ACTIVITY]
    complete = activities["bobot_pct"].notna().groupby(activities[TEAM]).all()
    if not complete.any():
        return "Tanpa bobot: semua kegiatan sama berat."
    if complete.all():
        return "Bobot menurut Master Schedule, sebagai bagian dari jumlah bobot timnya."
    names = ", ".join(name or "provinsi" for name in complete.index[~complete])
    return f"Bobot menurut Master Schedule; sama berat untuk {names} yang bobotnya tidak lengkap."


def _plan_words(planned: Bools) -> str:
    if planned.all():
        return "Rencana menurut laporan mingguan."
    if planned.any():
        return (
            "Rencana menurut laporan mingguan, selebihnya digambar dasbor: merata dari mulai "
            "sampai selesai."
        )
    return (
        "Tidak ada rencana dalam berkas: garisnya digambar dasbor, merata dari mulai sampai "
        "selesai; terlambat bila melewati batas kontrak."
    )


def _findings(dataset: Dataset, matrix: _Matrix) -> tuple[Finding, ...]:
    if not dataset.has("master_schedule"):
        return ()
    addresses = Addresses(dataset.tables, dataset.sources)
    found = [
        finding(
            "PROGRES-DALAM-BOBOT",
            place=team,
            tim=team or "provinsi",
            kolom=fields()["rencana_pct"].heading,
        )
        for team in matrix.points
    ]
    plan = matrix.plan.loc[matrix.as_of].to_numpy()
    for position in np.flatnonzero(~matrix.reported & ~_unknown(matrix) & (plan > 0)):
        row = matrix.activities.iloc[position]
        where = addresses.of("master_schedule", (row.name,), (ACTIVITY,))
        found.append(
            where.finding(
                "PROGRES-TIDAK-DILAPORKAN",
                place=row[TEAM],
                kegiatan=row["kegiatan"],
                tim=row[TEAM] or "provinsi",
                rencana=plain(round(float(plan[position]), 2)),
                tanggal=format_date(matrix.as_of.date()),
            )
        )
    return tuple(found)


__all__ = ["PROVINCE", "Rule", "Schedule", "load_rule", "schedule", "status"]
