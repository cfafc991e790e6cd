"""What has to be solved: the arrays behind a frame of units, prices and the rules of treating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku.method.assessment import Bools, Floats, Ints, percent, score, total
from kotaku.rules import Regulation
from kotaku.schema import Measure, criterion_column
from kotaku.strategy.assumptions import Assumptions, assumptions

_AREA = "luas_verifikasi_ha"


@dataclass(frozen=True)
class TreatmentRules:
    """How criteria may be treated.

    ``excluded`` criteria are never treated; ``minimum`` is the smallest package of a criterion
    [unit of the criterion], capped by the problem; ``services`` asks the five basic services to
    reach their threshold besides the total. ``margin`` is how many points further below the floor
    the total must come: 3 below 16 is at most 12.
    """

    excluded: frozenset[str] = frozenset()
    minimum: Mapping[str, float] = field(default_factory=dict)
    services: bool = False
    margin: int = 0


@dataclass(frozen=True)
class Problem:
    """Units in rows, criteria of the regulation in columns.

    ``volume`` and ``denominator`` (n, criteria) in the unit of the criterion, ``percent``,
    ``score`` (n, criteria) and ``total`` (n,) before any treatment; ``price`` [rupiah per unit],
    ``step``, ``decimals`` and ``minimum`` (criteria,); ``cap`` (n, criteria) is the largest
    treatment, 0 where none is possible.
    """

    regulation: Regulation
    services: bool
    volume: Floats
    denominator: Floats
    percent: Floats
    score: Floats
    total: Floats
    price: Floats
    step: Floats
    decimals: Ints
    minimum: Floats
    cap: Floats

    def taken(self, keep: Bools) -> Problem:
        """Return the problem of the units for which ``keep`` is true."""
        return Problem(
            self.regulation,
            self.services,
            self.volume[keep],
            self.denominator[keep],
            self.percent[keep],
            self.score[keep],
            self.total[keep],
            self.price,
            self.step,
            self.decimals,
            self.minimum,
            self.cap[keep],
        )

    def percent_after(self, criterion: int, treated: Floats) -> Floats:
        """Return the percent [%] of one criterion after treating a volume (n,) of it.

        v1 = max(0, v0 - treated), as works are subtracted; where no volume is known the percent
        stays as it was.
        """
        left = np.maximum(0.0, self.volume[:, criterion] - treated)
        fresh = percent(left, self.denominator[:, criterion])
        kept: Floats = np.where(np.isnan(fresh), self.percent[:, criterion], fresh)
        return kept

    def score_after(self, criterion: int, treated: Floats) -> Floats:
        """Return the score of one criterion after treating a volume (n,) of it."""
        scores = score(self.percent_after(criterion, treated), self.regulation)
        kept: Floats = np.where(np.isnan(scores), self.score[:, criterion], scores)
        return kept


def problem_of(
    units: pd.DataFrame,
    regulation: Regulation,
    costs: pd.DataFrame,
    rules: TreatmentRules | None = None,
    known: Assumptions | None = None,
) -> Problem:
    """Return the problem of a frame of units.

    Parameters
    ----------
    units : DataFrame
        luas_ha, the denominators of the rule set (luas_verifikasi_ha may be missing: luas_ha is
        it) and volume_<id>; where a volume is missing persen_<id> or nilai_<id> stand for the
        condition, which then cannot be changed.
    costs : DataFrame
        kriteria, biaya_satuan_rp [rupiah per unit of the criterion].

    Raises
    ------
    ValueError
        When a criterion that may be treated has no price, or one below zero.
    """
    chosen, given = rules or TreatmentRules(), known or assumptions()
    volume = _matrix(units, "volume", regulation)
    denominator = _denominators(units, regulation)
    percents = percent(volume, denominator)
    percents = np.where(np.isnan(percents), _matrix(units, "persen", regulation), percents)
    scores = score(percents, regulation)
    scores = np.where(np.isnan(scores), _matrix(units, "nilai", regulation), scores)
    treatable = [c.id not in chosen.excluded for c in regulation.criteria]
    return Problem(
        regulation=regulation,
        services=chosen.services,
        volume=volume,
        denominator=denominator,
        percent=percents,
        score=scores,
        total=total(scores),
        price=_prices(costs, regulation, chosen),
        step=_row([given.steps[c.unit] for c in regulation.criteria]),
        decimals=np.array([_decimals(given.steps[c.unit]) for c in regulation.criteria]),
        minimum=_row([chosen.minimum.get(c, 0.0) for c in regulation.criterion_ids]),
        cap=_caps(volume, denominator, np.array(treatable), regulation, given),
    )


def _row(values: list[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def _decimals(step: float) -> int:
    exponent = Decimal(str(step)).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def _matrix(units: pd.DataFrame, measure: Measure, regulation: Regulation) -> Floats:
    columns = [criterion_column(measure, c) for c in regulation.criterion_ids]
    matrix: Floats = units.reindex(columns=columns).to_numpy(dtype=np.float64, na_value=np.nan)
    return matrix


def _denominators(units: pd.DataFrame, regulation: Regulation) -> Floats:
    frame = units if _AREA in units.columns else units.assign(**{_AREA: units["luas_ha"]})
    wanted = frame.reindex(columns=list(dict.fromkeys(c.denominator for c in regulation.criteria)))
    table: Floats = wanted[[c.denominator for c in regulation.criteria]].to_numpy(
        dtype=np.float64, na_value=np.nan
    )
    return table


def _prices(costs: pd.DataFrame, regulation: Regulation, rules: TreatmentRules) -> Floats:
    listed = costs.drop_duplicates("kriteria", keep="last").set_index("kriteria")
    prices = listed["biaya_satuan_rp"].reindex(list(regulation.criterion_ids)).astype("float64")
    wrong = [c for c, p in prices.items() if c not in rules.excluded and not 0 <= p < np.inf]
    if wrong:
        raise ValueError(f"Biaya satuan belum diisi atau di bawah nol: {', '.join(wrong)}")
    return _row(prices.fillna(0.0).to_list())


def _caps(
    volume: Floats,
    denominator: Floats,
    treatable: npt.NDArray[np.bool_],
    regulation: Regulation,
    known: Assumptions,
) -> Floats:
    """Return the largest treatment: the problem, rounded up where only whole units exist."""
    whole = np.array([c.unit in known.whole_units for c in regulation.criteria])
    problem = np.maximum(0.0, np.nan_to_num(volume))
    # 14.999999999 KK, computed from a percent, are 15
    rounded = np.where(whole, np.ceil(problem - 1e-6), problem)
    # without a denominator the criterion scores 0 whatever is built
    return np.where(treatable & (np.nan_to_num(denominator) > 0), rounded, 0.0)
