"""One entry: from the condition of the units to the package, its order list and its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from kotaku.method.assessment import Bools
from kotaku.rules import Regulation
from kotaku.strategy import portfolio, words
from kotaku.strategy.choice import (
    NOT_CHOSEN,
    ChoosableItems,
    ItemChoice,
    Progress,
    choice_of,
    chosen_units,
    greedy_for,
    greedy_within,
    items_of,
)
from kotaku.strategy.portfolio import PackageLimits
from kotaku.strategy.problem import TreatmentRules
from kotaku.strategy.unit import UNKNOWN, UnitPlans, cheapest

KAWASAN = ("kab_kota", "kawasan")
PLACE = ("nama", "kab_kota", "kecamatan", "kelurahan", "kawasan")
ORDER_COLUMNS = ("kriteria", "satuan", "volume", "jumlah_unit", "biaya_rp")


@dataclass(frozen=True)
class Options:
    """How to plan: rules per unit, whole kawasan or none, when the solver stops, the curve.

    ``limits`` None takes those of the data file; ``frontier_points`` 0 draws no curve.
    """

    rules: TreatmentRules = field(default_factory=TreatmentRules)
    whole_kawasan: bool = False
    limits: PackageLimits | None = None
    frontier_points: int | None = None


@dataclass(frozen=True)
class Plan:
    """The package chosen.

    ``units``: every unit in the order given, with UNIT_COLUMNS of kotaku.strategy.unit, its place
    names, ``dipilih`` and ``tahun`` (of the budget that pays it, where budgets have years).
    ``treatments``: those of the chosen units. ``orders``: ORDER_COLUMNS, volume [satuan] to order
    per criterion. ``gap`` is how far, relative to the result, the package may be from the best;
    ``reference_ha`` and ``reference_rp`` are what the greedy rule would have reached.
    """

    units: pd.DataFrame
    treatments: pd.DataFrame
    orders: pd.DataFrame
    frontier: pd.DataFrame
    biaya_rp: float
    luas_ha: float
    kumuh_ha: float
    sisa_ha: float
    reached: bool
    optimal: bool
    gap: float
    reference_ha: float
    reference_rp: float
    sentence: str
    remarks: tuple[str, ...]
    thin: frozenset[str] = frozenset()  # chosen units that pass by one point or one criterion
    thin_words: str = ""  # how many they are, as a sentence; "" for none


@dataclass(frozen=True)
class _Goal:
    """What is asked; at most one of the first four is given."""

    anggaran_rp: float | None
    target_ha: float | None
    sisa_ha: float | None
    yearly: tuple[tuple[int, float], ...]

    @property
    def budgets(self) -> list[float] | None:
        """Budgets by slot; None when the goal is not a budget."""
        if self.yearly:
            return [rupiah for _, rupiah in self.yearly]
        return None if self.anggaran_rp is None else [self.anggaran_rp]

    def hectares(self, items: ChoosableItems, kumuh_ha: float) -> float:
        """Hectares to take out of kumuh."""
        if self.target_ha is not None:
            return self.target_ha
        if self.sisa_ha is not None:
            return kumuh_ha - self.sisa_ha
        return float(items.area_ha.sum())


def units_from(
    kondisi: pd.DataFrame, satuan: str, skenario: str = "simulasi", tahun: int | None = None
) -> pd.DataFrame:
    """Return the units to plan for: one level and scenario of ``kondisi`` in one year.

    Parameters
    ----------
    kondisi : DataFrame
        ``Evaluation.kondisi``; it carries the denominators besides the volumes.
    satuan : str
        "rt" or "kawasan" (any level of kondisi works).
    skenario : str
        "simulasi" plans on top of all works known, "realisasi" on top of those done.
    tahun : int, optional
        The last year when not given.
    """
    rows = kondisi[(kondisi["satuan"] == satuan) & (kondisi["skenario"] == skenario)]
    year = rows["tahun"].max() if tahun is None else tahun
    return rows[rows["tahun"] == year].reset_index(drop=True)


def make_plan(
    units: pd.DataFrame,
    regulation: Regulation,
    costs: pd.DataFrame,
    *,
    anggaran_rp: float | None = None,
    target_ha: float | None = None,
    sisa_ha: float | None = None,
    yearly_budgets: Mapping[int, float] | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return the package that answers one question about the units.

    Parameters
    ----------
    units : DataFrame
        As ``units_from`` gives: id_unit, luas_ha [ha], volume_<id>, denominators.
    regulation : Regulation
        Criteria, bands and floor.
    costs : DataFrame
        kriteria, biaya_satuan_rp [rupiah per unit of the criterion].
    anggaran_rp : float, optional
        Most hectares for this many rupiah.
    target_ha : float, optional
        Least rupiah to take so many hectares out of kumuh.
    sisa_ha : float, optional
        Least rupiah to leave at most so many hectares kumuh.
    yearly_budgets : mapping of year to rupiah, optional
        Most hectares, each unit paid from one year's budget.
    options : Options, optional
        How to plan. Without any goal everything that can be finished is chosen.
    progress : callable, optional
        Told the part done, 0..1.

    Raises
    ------
    ValueError
        When more than one goal is given, or a criterion has no valid price.
    """
    chosen, tell = options or Options(), progress or (lambda _: None)
    goal = _goal(anggaran_rp, target_ha, sisa_ha, yearly_budgets)
    solved = cheapest(units, regulation, costs, chosen.rules)
    found = _with_places(solved.units, units)
    tell(words.TREATED)
    items = items_of(found, regulation, _groups(chosen, units))
    kumuh: Bools = (found["total_awal"] >= regulation.floor).to_numpy(dtype=np.bool_)
    kumuh_ha = float(found.loc[kumuh, "luas_ha"].sum())
    choice, reference = _choose(goal, items, kumuh_ha, chosen.limits)
    tell(words.CHOSEN)
    curve = _curve(items, chosen, lambda part: tell(words.CHOSEN + part * (1 - words.CHOSEN)))
    plan = _plan(goal, choice, reference, items, found, solved, kumuh_ha, curve, _level(units))
    thin = _thin(plan, regulation.floor)
    said = words.thinly(units=len(thin), level=_level(units), margin=chosen.rules.margin)
    return replace(plan, thin=thin, thin_words=said)


def _thin(plan: Plan, floor: float) -> frozenset[str]:
    """Return the chosen units that pass by one point of the total or by one criterion only."""
    chosen = plan.units[plan.units["dipilih"]]
    by_a_point = set(chosen.loc[chosen["total_akhir"] == floor - 1, "id_unit"])
    criteria = plan.treatments.groupby("id_unit")["kriteria"].nunique()
    return frozenset(by_a_point | set(criteria.index[criteria == 1]))


def _goal(
    anggaran_rp: float | None,
    target_ha: float | None,
    sisa_ha: float | None,
    yearly: Mapping[int, float] | None,
) -> _Goal:
    given = [g for g in (anggaran_rp, target_ha, sisa_ha, yearly or None) if g is not None]
    if len(given) > 1:
        raise ValueError("Pilih satu saja: anggaran, target hektare, sisa hektare atau per tahun")
    return _Goal(anggaran_rp, target_ha, sisa_ha, tuple(sorted((yearly or {}).items())))


def _groups(options: Options, units: pd.DataFrame) -> list[str] | None:
    present = [c for c in KAWASAN if c in units.columns]
    return present if options.whole_kawasan and present else None


def _level(units: pd.DataFrame) -> str:
    known = units["satuan"].iloc[0] if "satuan" in units.columns and len(units) else "unit"
    return words.level_name(str(known))


def _with_places(found: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    return found.assign(**{c: units[c].to_numpy() for c in PLACE if c in units.columns})


def _choose(
    goal: _Goal, items: ChoosableItems, kumuh_ha: float, limits: PackageLimits | None
) -> tuple[ItemChoice, ItemChoice]:
    """Return the choice and that of the greedy rule."""
    if goal.budgets is not None:
        greedy = greedy_within(items, np.array(goal.budgets, dtype=np.float64))
        return portfolio.by_year(items, goal.budgets, limits), choice_of(items, greedy, np.nan)
    wanted = goal.hectares(items, kumuh_ha)
    greedy = greedy_for(items, wanted)
    return portfolio.for_hectares(items, wanted, limits), choice_of(items, greedy, np.nan)


def _curve(items: ChoosableItems, options: Options, progress: Progress) -> pd.DataFrame:
    if options.frontier_points == 0:
        return pd.DataFrame(columns=list(portfolio.FRONTIER_COLUMNS))
    return portfolio.frontier(items, options.frontier_points, progress=progress)


def _plan(
    goal: _Goal,
    choice: ItemChoice,
    reference: ItemChoice,
    items: ChoosableItems,
    found: pd.DataFrame,
    solved: UnitPlans,
    kumuh_ha: float,
    curve: pd.DataFrame,
    level: str,
) -> Plan:
    slot = chosen_units(items, choice.slot)
    taken = slot != NOT_CHOSEN
    years = np.array([year for year, _ in goal.yearly] or [0])
    units = found.assign(
        dipilih=taken,
        tahun=pd.Series(years[np.maximum(slot, 0)], index=found.index, dtype="Int64").where(
            taken & bool(goal.yearly)
        ),
    )
    treatments = solved.treatments
    treatments = treatments[treatments["id_unit"].isin(units.loc[taken, "id_unit"])]
    treatments = treatments.reset_index(drop=True)
    sisa = max(0.0, kumuh_ha - choice.luas_ha)
    return Plan(
        units=units,
        treatments=treatments,
        orders=_orders(treatments),
        frontier=curve,
        biaya_rp=choice.biaya_rp,
        luas_ha=choice.luas_ha,
        kumuh_ha=kumuh_ha,
        sisa_ha=sisa,
        reached=choice.reached,
        optimal=choice.optimal,
        gap=choice.gap,
        reference_ha=reference.luas_ha,
        reference_rp=reference.biaya_rp,
        sentence=_sentence(goal, choice, taken, sisa, level),
        remarks=_remarks(goal, choice, units, level) if len(units) else (),
    )


def _sentence(goal: _Goal, choice: ItemChoice, taken: Bools, sisa_ha: float, level: str) -> str:
    if not len(taken):
        return words.no_units()
    asked = words.question(
        budget_rp=sum(goal.budgets) if goal.budgets is not None else None,
        target_ha=goal.target_ha,
        sisa_ha=goal.sisa_ha,
        years=tuple(year for year, _ in goal.yearly),
    )
    return words.answer(
        asked,
        chosen=int(taken.sum()),
        level=level,
        biaya_rp=choice.biaya_rp,
        luas_ha=choice.luas_ha,
        sisa_ha=sisa_ha,
    )


def _remarks(goal: _Goal, choice: ItemChoice, units: pd.DataFrame, level: str) -> tuple[str, ...]:
    unknown = units["alasan"] == UNKNOWN
    stuck = ~units["layak"] & ~unknown
    said = (
        words.shortfall(reached=choice.reached, luas_ha=choice.luas_ha),
        _quality(goal, choice),
        words.left_over(
            units=int(stuck.sum()),
            area_ha=float(units.loc[stuck, "luas_ha"].sum()),
            unknown=int(unknown.sum()),
            level=level,
        ),
    )
    return tuple(sentence for sentence in said if sentence)


def _quality(goal: _Goal, choice: ItemChoice) -> str:
    """Return how good the choice is; "" when everything was taken without reaching the target."""
    if not choice.reached:
        return ""
    return words.quality(gap=choice.gap, biaya_fixed=goal.budgets is not None)


def _orders(treatments: pd.DataFrame) -> pd.DataFrame:
    """Return the volumes to order per criterion, in the order of the criteria."""
    sums = treatments.groupby(["kriteria", "satuan"], as_index=False).agg(
        volume=("volume", "sum"), jumlah_unit=("id_unit", "nunique"), biaya_rp=("biaya_rp", "sum")
    )
    return sums[list(ORDER_COLUMNS)]
