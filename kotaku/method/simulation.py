"""What if these works are done? A scenario beside what is already realised, unit by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Protocol

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.checks.states import DONE, states
from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.method.assessment import Variant
from kotaku.method.course import follow
from kotaku.method.panel import panel
from kotaku.method.reduction import still_kumuh
from kotaku.method.services import ServedBy, with_served
from kotaku.rules import Regulation

MOST_SCENARIOS = 4  # so many can be told apart side by side on a projector
_ON_WORKS = "PEKERJAAN-"  # findings of the calculation about works
UNIT_COLUMNS = (
    "id_unit",
    "nama",
    "kab_kota",
    "kecamatan",
    "kelurahan",
    "kawasan",
    "luas_ha",
    "total_sebelum",
    "total_sesudah",
    "selisih_total",
    "tingkat_sebelum",
    "tingkat_sesudah",
    "kumuh_sebelum_ha",
    "kumuh_sesudah_ha",
    "pengurangan_ha",
)
COMPARISON_COLUMNS = (
    "skenario",
    "jumlah_pekerjaan",
    "biaya_rp",
    "sisa_sebelum_ha",
    "pengurangan_ha",
    "sisa_ha",
    "target_sisa_ha",
    "kurang_ha",
    "unit_naik_kelas",
)


class SimulationRules(Protocol):
    """What a simulation needs of the settings."""

    @property
    def satuan(self) -> str:
        """Level of counting."""

    @property
    def metode(self) -> str:
        """Method of counting."""

    @property
    def rerata(self) -> Variant:
        """Variant of the aspect mean."""

    @property
    def layanan80(self) -> bool:
        """Whether the basic services count."""

    @property
    def tanggal_data(self) -> date | None:
        """Data date that the user states; that of the Profil when None."""

    @property
    def layanan80_per(self) -> ServedBy:
        """How the basic services are judged."""


class Evaluated(Protocol):
    """What a simulation needs of an evaluation."""

    @property
    def settings(self) -> SimulationRules:
        """Settings really used."""

    @property
    def tambahan(self) -> frozenset[str]:
        """Units surveyed after the base."""

    @property
    def regulation(self) -> Regulation:
        """Rule set."""


@dataclass(frozen=True)
class ExtraWork:
    """Works that no file holds: so much of a criterion [its unit] in an RT."""

    id_rt: str
    kriteria: str
    volume: float
    tahun: int
    kegiatan: str = ""
    sumber_dana: str = ""
    anggaran_rp: float | None = None


@dataclass(frozen=True)
class WorksScenario:
    """Which unfinished works are done, and what else; plain data that a store can keep as JSON.

    ``pekerjaan`` are row labels of table pekerjaan, None for all of them; realised works always
    count. The labels belong to one data set: ``data`` may hold its hash.
    """

    nama: str
    pekerjaan: tuple[int, ...] | None = None
    tambahan: tuple[ExtraWork, ...] = ()
    data: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the scenario as plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> WorksScenario:
        """Return the scenario of plain data; KeyError or TypeError when it is none."""
        works = data["pekerjaan"]
        return cls(
            nama=str(data["nama"]),
            pekerjaan=None if works is None else tuple(int(label) for label in works),
            tambahan=tuple(ExtraWork(**work) for work in data["tambahan"]),
            data=str(data.get("data", "")),
        )


@dataclass(frozen=True)
class Simulation:
    """What a scenario changes against the works realised so far.

    ``units`` has UNIT_COLUMNS, one row per unit of the level, hectares by the method of the
    evaluation. ``temuan`` tells of works that take nothing away, such as those dated before the
    last survey, ``surplus`` (SURPLUS_COLUMNS) of works larger than the problem that was left.
    ``sisa_target_ha`` is what is left in the target year, at the end where none is given.
    """

    scenario: WorksScenario
    satuan: str
    metode: str
    tahun: int
    units: pd.DataFrame
    kondisi: pd.DataFrame  # of this level, scenarios "realisasi" and "simulasi"
    jumlah_pekerjaan: int
    biaya_rp: float
    luas_awal_ha: float
    sisa_sebelum_ha: float
    sisa_ha: float
    target_sisa_ha: float | None
    sisa_target_ha: float
    temuan: tuple[Finding, ...]
    surplus: pd.DataFrame

    @property
    def pengurangan_ha(self) -> float:
        """Hectares that the scenario takes out of kumuh beyond what is realised."""
        return self.sisa_sebelum_ha - self.sisa_ha

    @property
    def kurang_ha(self) -> float | None:
        """Hectares above the target in its year, 0 when it is reached; None without a target."""
        if self.target_sisa_ha is None:
            return None
        return max(0.0, self.sisa_target_ha - self.target_sisa_ha)

    @property
    def changed(self) -> pd.DataFrame:
        """The units whose total or hectares change."""
        moved = (self.units["selisih_total"] != 0) | (self.units["pengurangan_ha"] != 0)
        return self.units[moved].reset_index(drop=True)


def simulate(
    dataset: Dataset,
    evaluation: Evaluated,
    scenario: WorksScenario,
    *,
    target_sisa_ha: float | None = None,
    tahun_target: int | None = None,
) -> Simulation:
    """Return what a scenario changes, at the level and by the method of the evaluation.

    Parameters
    ----------
    dataset : Dataset
        The data set that was evaluated.
    evaluation : Evaluation
        Its settings and rule set are used.
    scenario : Scenario
        A scenario without works changes nothing.
    target_sisa_ha : float, optional
        Area that may be left [ha].
    tahun_target : int, optional
        Works after this year come too late for the target.

    Raises
    ------
    KeyError
        When the scenario names works, an RT or a criterion that the data set does not have.
    ValueError
        When the data set has no condition at that level.
    """
    rules, regulation = evaluation.settings, evaluation.regulation
    _require_known(dataset, scenario, regulation)
    planned = _planned(dataset, scenario)
    changed = replace(dataset, tables={**dataset.tables, "pekerjaan": planned})
    course = follow(changed, regulation, rules.rerata, (rules.satuan,), rules.tanggal_data)
    kondisi = course.kondisi
    if evaluation.tambahan:  # they stand beside the account, not in it
        kondisi = kondisi[~kondisi["id_unit"].isin(evaluation.tambahan)]
    if kondisi.empty:
        raise ValueError("Belum ada satuan yang dinilai: isi RT dan Kekumuhan")
    judged = kondisi
    if rules.layanan80:
        judged = with_served(kondisi, regulation, rules.layanan80_per)
    shown = panel(judged, rules.satuan)
    left = still_kumuh(shown, rules.metode, regulation)
    at = {name: position for position, name in enumerate(shown.skenario)}
    before, after = left[at["realisasi"], -1], left[at["simulasi"], -1]
    wished = planned[planned["status"].isin(("berjalan", "rencana"))]
    return Simulation(
        scenario=scenario,
        satuan=rules.satuan,
        metode=rules.metode,
        tahun=shown.tahun[-1],
        units=_units(kondisi, before, after),
        kondisi=kondisi,
        jumlah_pekerjaan=len(wished),
        biaya_rp=float(wished["anggaran_rp"].sum()),
        luas_awal_ha=float(np.nansum(left[at["realisasi"], 0])),
        sisa_sebelum_ha=float(np.nansum(before)),
        sisa_ha=float(np.nansum(after)),
        target_sisa_ha=target_sisa_ha,
        sisa_target_ha=float(np.nansum(left[at["simulasi"], _position(shown.tahun, tahun_target)])),
        surplus=course.surplus,
        temuan=tuple(f for f in course.findings if f.code.startswith(_ON_WORKS)),
    )


def _position(years: Sequence[int], wanted: int | None) -> int:
    """Return the position of the last year up to the one wanted, the first where all are later."""
    if wanted is None:
        return len(years) - 1
    return max(0, sum(year <= wanted for year in years) - 1)


def compare(simulations: Sequence[Simulation]) -> pd.DataFrame:
    """Return up to four scenarios side by side, columns COMPARISON_COLUMNS, in the order given.

    Raises
    ------
    ValueError
        When there are more than four, or their levels or methods differ.
    """
    if len(simulations) > MOST_SCENARIOS:
        raise ValueError(f"Paling banyak {MOST_SCENARIOS} skenario")
    if len({(s.satuan, s.metode) for s in simulations}) > 1:
        raise ValueError("Skenario yang dibandingkan harus bersatuan dan bermetode sama")
    rows = [
        (
            s.scenario.nama,
            s.jumlah_pekerjaan,
            s.biaya_rp,
            s.sisa_sebelum_ha,
            s.pengurangan_ha,
            s.sisa_ha,
            s.target_sisa_ha,
            s.kurang_ha,
            int((s.units["tingkat_sebelum"] != s.units["tingkat_sesudah"]).sum()),
        )
        for s in simulations
    ]
    frame = pd.DataFrame(rows, columns=list(COMPARISON_COLUMNS))
    return frame.astype({"target_sisa_ha": "float64", "kurang_ha": "float64"})


def of_treatments(nama: str, treatments: pd.DataFrame, tahun: int) -> WorksScenario:
    """Return the scenario of a package of the strategy for RT, on top of all works known.

    Parameters
    ----------
    treatments : DataFrame
        id_unit (an RT), kriteria, volume [unit of the criterion], biaya_rp [rupiah].
    tahun : int
        Year in which the works are done.
    """
    rows = treatments[["id_unit", "kriteria", "volume", "biaya_rp"]].itertuples(index=False)
    extra = (
        ExtraWork(str(i), str(c), float(v), tahun, anggaran_rp=float(rp)) for i, c, v, rp in rows
    )
    return WorksScenario(nama, None, tuple(extra))


def _require_known(dataset: Dataset, scenario: WorksScenario, regulation: Regulation) -> None:
    labels = set(scenario.pekerjaan or ()) - set(dataset.table("pekerjaan").index)
    units = {w.id_rt for w in scenario.tambahan} - set(dataset.table("rt")["id_rt"])
    criteria = {w.kriteria for w in scenario.tambahan} - set(regulation.criterion_ids)
    if unknown := [*sorted(labels), *sorted(units), *sorted(criteria)]:
        raise KeyError(", ".join(map(str, unknown)))


def _planned(dataset: Dataset, scenario: WorksScenario) -> pd.DataFrame:
    """Return table pekerjaan with the unfinished works of the scenario only, and its own."""
    known = dataset.table("pekerjaan")
    if scenario.pekerjaan is not None:
        done = states(known) == DONE
        known = known[done | known.index.isin(scenario.pekerjaan)]
    if not scenario.tambahan:
        return known
    extra = pd.DataFrame([asdict(work) for work in scenario.tambahan]).assign(status="rencana")
    labels = range(_next_label(dataset), _next_label(dataset) + len(extra))
    added = schema.conform(extra.set_axis(pd.Index(labels)), "pekerjaan").assign(_sumber=-1)
    return pd.concat([known, added]) if len(known) else added


def _next_label(dataset: Dataset) -> int:
    labels = dataset.table("pekerjaan").index
    return int(labels.max()) + 1 if len(labels) else 0


def _units(kondisi: pd.DataFrame, before_ha: Any, after_ha: Any) -> pd.DataFrame:
    """Return UNIT_COLUMNS of the last year, units in the order of ``kondisi``."""
    last = kondisi[kondisi["tahun"] == kondisi["tahun"].max()]
    done, planned = (
        last[last["skenario"] == s].reset_index(drop=True) for s in ("realisasi", "simulasi")
    )
    frame = done.assign(
        total_sebelum=done["total_nilai"],
        total_sesudah=planned["total_nilai"],
        selisih_total=planned["total_nilai"] - done["total_nilai"],
        tingkat_sebelum=done["tingkat"],
        tingkat_sesudah=planned["tingkat"],
        kumuh_sebelum_ha=before_ha,
        kumuh_sesudah_ha=after_ha,
        pengurangan_ha=before_ha - after_ha,
    )
    return frame[list(UNIT_COLUMNS)]
