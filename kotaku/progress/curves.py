"""Plan and progress of every activity in every week, as frames of weeks × activities [%]."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku.checks.cumulative import ACTIVITY, TEAM, incremental
from kotaku.checks.limits import limits
from kotaku.progress.lateness import Rule

FULL = 100.0
Floats = npt.NDArray[np.float64]


def weeks_of(activities: pd.DataFrame, reports: Iterable[pd.Timestamp], rule: Rule) -> pd.Index:
    """Return the weeks of the curve: those reported, and weekly steps out to the first start and
    last end, as far as the rule allows.
    """
    reported = sorted(set(reports))
    starts, ends = activities["mulai"].dropna(), activities["selesai"].dropna()
    step = pd.Timedelta(days=rule.week_days)
    before = _steps(reported[0] - starts.min(), step, rule) if len(starts) else 0
    after = _steps(ends.max() - reported[-1], step, rule) if len(ends) else 0
    earlier = [reported[0] - step * n for n in range(before, 0, -1)]
    later = [reported[-1] + step * n for n in range(1, after + 1)]
    return pd.DatetimeIndex([*earlier, *reported, *later])


def _steps(distance: pd.Timedelta, step: pd.Timedelta, rule: Rule) -> int:
    return max(0, min(int(-(-distance // step)), rule.most_weeks))


def reported(progress: pd.DataFrame, column: str, activities: pd.DataFrame) -> pd.DataFrame:
    """Return the cumulative values [%] of ``column`` at the weeks that report them.

    Weekly increments are summed. One column per activity, by its position in ``activities``;
    values are held between 0 and 100.
    """
    known = progress.dropna(subset=[column, "minggu"]).sort_values("minggu", kind="stable")
    weekly = incremental(known, column, limits()["progres"])
    key = pd.MultiIndex.from_frame(known[[TEAM, ACTIVITY]])
    summed = known.groupby([TEAM, ACTIVITY])[column].cumsum()
    is_weekly = weekly.reindex(key, fill_value=False).to_numpy(dtype="bool")
    values = known[column].where(~is_weekly, summed)
    at = pd.MultiIndex.from_frame(activities[[TEAM, ACTIVITY]]).get_indexer(key)
    long = pd.DataFrame({"minggu": known["minggu"], "at": at, "value": values})[at >= 0]
    wide = long.drop_duplicates(["minggu", "at"]).pivot(
        index="minggu", columns="at", values="value"
    )
    return wide.reindex(columns=range(len(activities))).astype("float64")


def in_weight_points(plan: pd.DataFrame, weights: pd.Series[float], tolerance: float) -> bool:
    """Tell whether a team's plan counts points of its weights rather than percent.

    So it does when every planned activity ends at its weight, give or take ``tolerance`` [%],
    and the weights differ.
    """
    last = plan.ffill().iloc[-1].to_numpy() if len(plan) else np.array([])
    known = ~np.isnan(last)
    weight = weights.to_numpy()
    if not known.any() or np.isnan(weight).any() or len(set(weight[known])) < 2:
        return False
    return bool((np.abs(last - weight)[known] <= tolerance).all())


def linear(activities: pd.DataFrame, weeks: pd.Index) -> pd.DataFrame:
    """Return the plan [%] that rises evenly from the first to the last day, both included.

    NaN where a date is missing or the end lies before the start.
    """
    start, end = activities["mulai"].to_numpy(), activities["selesai"].to_numpy()
    day = np.timedelta64(1, "D")
    length = (end - start) / day + 1
    length = np.where(length >= 1, length, np.nan)
    gone = (weeks.to_numpy()[:, None] - start[None, :]) / day + 1
    share = np.clip(gone / length, 0, 1)
    return pd.DataFrame(share * FULL, index=weeks, columns=range(len(activities)))


def plan(given: pd.DataFrame, even: pd.DataFrame) -> pd.DataFrame:
    """Return the plan of each week: as given, else even between the dates, else 0.

    A given plan holds until the next one. Outside the given weeks the plan follows the dates, no
    higher than the first value before it and no lower than the last one after it.
    """
    known, dated = _held_to(given, even.index), even.to_numpy()
    held, coming = _last(known), _last(known[::-1])[::-1]
    inside = np.where(np.isnan(coming), np.fmax(held, dated), held)
    before = np.where(np.isnan(dated), 0.0, np.fmin(dated, coming))
    values = np.nan_to_num(np.where(np.isnan(held), before, inside))
    return pd.DataFrame(values, index=even.index, columns=even.columns)


def progress(given: pd.DataFrame, weeks: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the progress of each week up to ``as_of``: the last report, 0 before the first."""
    held = np.nan_to_num(_last(_held_to(given, weeks)))
    held[weeks > as_of] = np.nan
    return pd.DataFrame(held, index=weeks, columns=given.columns)


def _held_to(given: pd.DataFrame, weeks: pd.Index) -> Floats:
    """Return the values of the weeks, NaN where none is given, held between 0 and 100."""
    values: Floats = np.clip(given.reindex(weeks).to_numpy(dtype=np.float64), 0, FULL)
    return values


def _last(values: Floats) -> Floats:
    """Return for each week the last value known until then."""
    at = np.where(np.isnan(values), 0, np.arange(len(values))[:, None])
    last: Floats = np.take_along_axis(values, np.maximum.accumulate(at, axis=0), axis=0)
    return last
