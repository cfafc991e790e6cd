"""The one object that every face asks: pages, slides, minutes, workbook, JSON, command line.

It holds figures and their words; a face lays them out and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import pandas as pd

from kotaku.dataset import AREA, Dataset
from kotaku.evaluation import Evaluation
from kotaku.explain import figures
from kotaku.explain.explanation import Explanation
from kotaku.findings import Finding
from kotaku.geo.model import Delineations
from kotaku.geo.points import PlacedUnits, before_after
from kotaku.intake.reading.model import SCHEDULE
from kotaku.method.account import Coverage
from kotaku.method.accounts import COMPUTED
from kotaku.method.movement import COLUMNS as MOVEMENT
from kotaku.method.movement import class_movement
from kotaku.progress.achievement import Achievement
from kotaku.progress.forecast import forecast
from kotaku.view import areas, collected, naming, offices, standing
from kotaku.view.achieved import achieved
from kotaku.view.areas import WHOLE, AreaSummary
from kotaku.view.cards import PlaceCard
from kotaku.view.covered import coverage_words
from kotaku.view.decisions import Decision, Moved
from kotaku.view.headline import Headline
from kotaku.view.quality import quality_answer
from kotaku.view.rules import method_steps, way_words
from kotaku.view.schedule import ScheduleNow, forecast_words, schedule_answer, schedule_now
from kotaku.view.scope import Remark, Scope
from kotaku.view.steps import Step, account_steps
from kotaku.view.turn import WorstCriterion, worst_criteria
from kotaku.view.units import units_now
from kotaku.words import labels
from kotaku.words.dates import format_date, is_undated
from kotaku.words.parsing import read_number
from kotaku.words.safe import clean, in_full

RTL_COLUMNS = (
    "kab_kota",
    "klaster",
    "masalah",
    "tindakan",
    "tautan",
    "pic",
    "batas_waktu",
    "status",
)
NAME = 200  # letters of a name from a file that are shown, in titles and names of files
WORST = 3  # criteria named


@dataclass(frozen=True, eq=False)
class View:
    """The figures of a data set under a scope, and the words that stand beside them.

    Parameters
    ----------
    dataset : the data the figures come from, already restricted to the scope's kab/kota
    evaluation : its figures
    scope : whose figures, with or without plans, up to which year
    rtl : follow-ups with RTL_COLUMNS; None takes those of the file
    notes : what was written down in the meeting
    potret : the agreed snapshot of these data in words, such as its name, moment and id; "" if none
    moved : what changed since the last rakor; empty when there is nothing to hold it against
    """

    dataset: Dataset
    evaluation: Evaluation
    scope: Scope = field(default_factory=Scope, kw_only=True)
    rtl: pd.DataFrame | None = field(default=None, kw_only=True)
    notes: tuple[Remark, ...] = field(default=(), kw_only=True)
    potret: str = field(default="", kw_only=True)
    moved: tuple[Moved, ...] = field(default=(), kw_only=True)

    # ---- whose figures

    def of_profile(self, key: str) -> str:
        """Return a value of the profile as one harmless line; "" when it is not there."""
        return in_full(self.dataset.profile.get(key, ""))

    @property
    def title(self) -> str:
        """Name of the meeting."""
        own = f"Rapat koordinasi {offices.program(self.dataset.profile)}"
        return clean(self.of_profile("nama_rakor"), NAME) or own

    @cached_property
    def province(self) -> str:
        """The province of the profile, else the one that all kab/kota lie in."""
        return clean(naming.province(self.dataset), NAME)

    @property
    def name(self) -> str:
        """Whose figures these are: the kab/kota of the scope, else the whole data set."""
        return clean(self.scope.kab_kota or naming.whole(self.dataset), NAME)

    @property
    def where(self) -> str:
        """The name with its province, as a document says it."""
        return f"{self.name}, {self.province}" if self.scope.kab_kota else self.name

    @cached_property
    def data_date(self) -> str:
        """Data date in words, as the profile writes it where it cannot be read; "" if unknown."""
        day = self.evaluation.per
        return format_date(day) if day else clean(self.of_profile("tanggal_data"), NAME)

    @property
    def illustration(self) -> bool:
        """Whether the profile marks the distribution below the totals as an illustration."""
        return self.of_profile("sifat_data").lower().startswith("ilustrasi")

    @property
    def illustration_note(self) -> str:
        """What of the data is published, where they are an illustration; "" where they are not."""
        return standing.published(self.of_profile("sifat_data"))

    @property
    def stamp(self) -> date:
        """Date written into a file's properties: the data's own, so that bytes repeat."""
        schedule = self.evaluation.jadwal
        return date(2000, 1, 1) if not schedule or is_undated(schedule.as_of) else schedule.as_of

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the data and of the calculation."""
        return (*self.dataset.findings, *self.evaluation.temuan)

    @cached_property
    def kab_kota(self) -> tuple[str, ...]:
        """Every kab/kota of the account or the Master Schedule, by name."""
        names = set(self.account["kab_kota"])
        if self.evaluation.jadwal is not None:
            names |= set(self.evaluation.jadwal.latest["kab_kota"])
        return tuple(sorted(names - {WHOLE}))

    # ---- hectares

    @cached_property
    def account(self) -> pd.DataFrame:
        """The account of area under the scope."""
        return areas.select_account(
            self.evaluation.akun_luas,
            simulasi=self.scope.simulasi,
            sampai_tahun=self.scope.tahun,
        )

    @cached_property
    def _target(self) -> float | None:
        text = self.of_profile("target_sisa_ha")
        return read_number(text, "ha") if text else None

    @property
    def target_sisa_ha(self) -> float | None:
        """The target for what these figures leave [ha]; a part has one only where it is nothing."""
        return self._target if self.scope.kab_kota is None or self._target == 0 else None

    @property
    def tahun_target(self) -> int | None:
        """The year of the profile's target."""
        text = self.of_profile("tahun_target")
        return int(text) if text.isdecimal() else None

    @cached_property
    def area(self) -> AreaSummary | None:
        """The account of everything in scope, None when there is none."""
        return areas.area_summary(self.account, target_sisa_ha=self.target_sisa_ha)

    @cached_property
    def places(self) -> pd.DataFrame:
        """The account per kab/kota, most sisa first."""
        return areas.area_by_place(self.account)

    def area_of(self, place: str) -> AreaSummary | None:
        """Return the account of a kab/kota; a target of 0 ha for all is 0 ha for each."""
        target = 0.0 if self._target == 0 else None
        return areas.area_summary(self.account, kab_kota=place, target_sisa_ha=target)

    @cached_property
    def place_cards(self) -> tuple[PlaceCard, ...]:
        """Every kab/kota in a few words, most sisa first; empty where one is chosen."""
        return collected.place_cards(self)

    def steps(self, place: str = WHOLE, limit: int = 12) -> list[Step]:
        """Return the account of one place as a staircase."""
        return account_steps(self.account, place, limit)

    @cached_property
    def headline(self) -> str:
        """What is realised, and what the plan would add, in one sentence."""
        if self.area is None:
            return "Belum ada luas kumuh yang dapat dihitung."
        return f"{areas.achieved_words(self.area, self.data_date)}.{self._doubt_note(AREA)}"

    @cached_property
    def answer(self) -> str:
        """The answer of the meeting: realised, planned, left, where most of it lies."""
        if self.area is None:
            return "Belum ada luas kumuh yang dapat dihitung."
        words = areas.answer(self.area, self.places, self.data_date)
        return f"{in_full(words)}{self._doubt_note(AREA)}"

    @cached_property
    def figures(self) -> tuple[Headline, ...]:
        """The headline figures in their order, at most four, as every face shows them."""
        return collected.figures(self)

    @property
    def coverage_answer(self) -> str:
        """What could not be scored, in hectares and rows; "" when everything could."""
        return "" if self.covered is None else coverage_words(self.covered)

    @property
    def covered(self) -> Coverage | None:
        """How much of the area the account rests on."""
        known = self.evaluation.cakupan
        return known.get(self.scope.kab_kota or WHOLE) or known.get(WHOLE)

    @cached_property
    def reduction_answer(self) -> str:
        """How many hectares left the account and by what; "" without an account."""
        if self.area is None:
            return ""
        words = areas.reduction_answer(self.area, self.data_date)
        return f"{words}{self._doubt_note(AREA)}"

    def place_answer(self, place: str) -> str:
        """Return the answer of one kab/kota in this view."""
        area = self.area_of(place)
        if area is None:
            return "Belum ada luas kumuh yang dapat dihitung."
        return f"{areas.answer(area, pd.DataFrame(), self.data_date)}{self._doubt_note(AREA)}"

    # ---- doubt

    def doubt(self, quantity: str) -> str:
        """Return the word beside a figure that is not sure; "" when it is."""
        return standing.doubt_word(self.dataset, quantity)

    def _doubt_note(self, quantity: str) -> str:
        return standing.doubt_note(self.dataset, quantity)

    # ---- schedule

    @property
    def schedule_now(self) -> ScheduleNow | None:
        """Plan and realisation of the Master Schedule at the data date."""
        plan = self.evaluation.jadwal
        return None if plan is None else schedule_now(plan.latest)

    @property
    def schedule_answer(self) -> str:
        """Where the Master Schedule stands; "" without one."""
        schedule = self.evaluation.jadwal
        if schedule is None:
            return ""
        words = clean(schedule_answer(schedule.latest, schedule.as_of))
        return f"{words}{self._doubt_note(SCHEDULE)}"

    @cached_property
    def forecast_answer(self) -> str:
        """Where the Master Schedule ends at the pace so far; "" where nothing can be said."""
        plan = self.evaluation.jadwal
        found = None if plan is None else forecast(plan.weekly, plan.as_of)
        return "" if found is None else f"{forecast_words(found)}."

    # ---- what else the data hold

    @property
    def quality_answer(self) -> str:
        """How many rows count and what is wrong."""
        counted = replace(self.dataset, files=self.evaluation.berkas)
        return quality_answer(counted, self.findings)

    @property
    def polygons(self) -> Delineations:
        """The delineations of the scope: shapes, units with both areas, sums of unions."""
        return self.dataset.delineasi

    @cached_property
    def placed(self) -> PlacedUnits:
        """The units that have a point on the map: at the start, and as they are now."""
        return before_after(self.evaluation, self.scope.tahun, self.polygons)

    @cached_property
    def achievement(self) -> Achievement:
        """KPI, funds, audit and complaints at the data date."""
        return achieved(self.dataset, self.account, self.evaluation.settings.tanggal_data)

    @cached_property
    def units(self) -> pd.DataFrame:
        """The units at the level of counting with their condition now, highest total first.

        Now is what is realised: a planned work changes no class.
        """
        return units_now(
            self.evaluation.kondisi,
            satuan=self.evaluation.settings.satuan,
            simulasi=False,
            sampai_tahun=self.scope.tahun,
        )

    @cached_property
    def movement(self) -> pd.DataFrame:
        """Units and hectares from class to class by what is realised; empty without classes."""
        if self.evaluation.kondisi.empty:
            return pd.DataFrame(columns=list(MOVEMENT))
        return class_movement(
            self.evaluation.kondisi,
            self.evaluation.settings.satuan,
            "realisasi",
            *self.years,
            self.evaluation.regulation,
        )

    @property
    def years(self) -> tuple[int, int]:
        """The first year of the conditions and the last one in scope; 0 where none is known."""
        if (known := self.evaluation.kondisi["tahun"].dropna()).empty:
            return 0, 0
        first, last = int(known.min()), int(known.max())
        return first, max(first, min(last, self.scope.tahun or last))

    def worst(self, place: str = WHOLE, most: int = WORST) -> list[WorstCriterion]:
        """Return the criteria that weigh most in the units still kumuh, of one place or of all."""
        units = self.units
        own = units[units["kab_kota"] == place] if place else units
        return worst_criteria(own, self.evaluation.regulation.criteria, most=most)

    # ---- decisions

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What is late and what the meeting has to decide, by what is at stake."""
        return collected.decided(self)

    @property
    def latest_schedule(self) -> pd.DataFrame | None:
        """The latest rows of the Master Schedule; None without one."""
        return None if self.evaluation.jadwal is None else self.evaluation.jadwal.latest

    @cached_property
    def nothing_due(self) -> str:
        """What stands in place of an empty list of decisions; "" when there are any."""
        if self.decisions:
            return ""
        order = standing.in_order(self.area, self.latest_schedule, self.findings)
        return standing.nothing_due(order, standing.still_open(self.area, self.findings))

    @property
    def due(self) -> tuple[str, ...]:
        """The decisions with their stakes; in their place what was checked, when there are none."""
        return tuple(d.told for d in self.decisions) or (self.nothing_due,)

    @cached_property
    def missing(self) -> str:
        """What could not be judged and why; "" when everything could."""
        found = standing.unjudged(
            self.area,
            self.latest_schedule,
            target_text=self.of_profile("target_sisa_ha"),
            of_part=self.scope.kab_kota is not None,
            questions=len(self.dataset.questions),
        )
        return f"Belum dapat dinilai: {'; '.join(found)}." if found else ""

    # ---- the meeting

    @cached_property
    def follow_ups(self) -> pd.DataFrame:
        """The follow-ups of the scope; of one kab/kota only its own."""
        rows = self.dataset.table("rtl") if self.rtl is None else self.rtl
        rows = rows.reindex(columns=list(RTL_COLUMNS))
        text = [c for c in RTL_COLUMNS if c != "batas_waktu"]
        rows = rows.assign(**{c: rows[c].astype("object").fillna("") for c in text})
        if self.scope.kab_kota is None:
            return rows
        return rows[rows["kab_kota"] == self.scope.kab_kota]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The notes of the meeting that belong to the scope."""
        place = self.scope.kab_kota
        return tuple(n for n in self.notes if place is None or n.kab_kota == place)

    def owner(self, row: Mapping[str, object]) -> str:
        """Return whose follow-up or note it is, such as ``Kota Kupang (2)``."""
        place, cluster = (clean(row.get(name) or "") for name in ("kab_kota", "klaster"))
        return in_full((place or "Provinsi") + (f" ({cluster})" if cluster else ""))

    # ---- method and source

    @cached_property
    def explanations(self) -> dict[str, Explanation]:
        """How the headline figures were calculated, by key."""
        found = figures.headline(
            self.dataset, self.evaluation, areas.select_account(self.account, simulasi=False)
        )
        return {e.key: replace(e, source=self.source) for e in found}

    @cached_property
    def unit_label(self) -> str:
        """Method and unit that stand beside every figure."""
        computed = self.account["dasar"] == COMPUTED
        used = self.evaluation.settings
        if not computed.any():
            return labels.METHOD["laporan"]
        words = labels.method(used.metode, services=used.layanan80)
        if used.metode.startswith("K") and used.rerata == "scored_only":
            words += ", rata-rata persen yang bernilai saja"
        words += f", satuan {labels.UNIT[used.satuan]}"
        return words if computed.all() else f"{words}; sebagian hektare seperti dilaporkan"

    @cached_property
    def method(self) -> str:
        """Method, unit, and what of the figures is left out or changed."""
        planned = areas.planned(self.evaluation.akun_luas["status"]).any()
        changes = way_words(self.evaluation.settings, self.scope, planned=planned)
        return ", ".join([self.unit_label, *changes])

    @cached_property
    def method_steps(self) -> tuple[str, ...]:
        """How the figures come about, in the order of the calculation: the method really used."""
        used, dasar = self.evaluation.settings, self.account["dasar"]
        return method_steps(
            used.metode if (dasar == COMPUTED).any() else "",
            self.evaluation.regulation,
            services=used.layanan80,
            reported=(dasar != COMPUTED).any(),
            schedule=self.evaluation.jadwal is not None,
        )

    @property
    def satuan_label(self) -> str:
        """The level that figures are counted at, in words."""
        return labels.UNIT[self.evaluation.settings.satuan]

    def _files(self) -> str:
        files = ", ".join(clean(f.name, NAME) for f in self.dataset.files[:3])
        if len(self.dataset.files) > 3:
            files += f" dan {len(self.dataset.files) - 3} berkas lain"
        return f"Sumber: {files or 'tanpa berkas'}"

    @cached_property
    def data_source(self) -> str:
        """File and data date alone: for figures that no method of counting touches."""
        return f"{self._files()} · data {format_date(self.achievement.as_of)}"

    @cached_property
    def short_source(self) -> str:
        """Files, data date and method: the line inside each figure."""
        when = [f"data {self.data_date}"] if self.data_date else []
        return " · ".join([self._files(), *when, self.method])

    @cached_property
    def source(self) -> str:
        """Files, data date, method, unit and rule set: the line under every view."""
        parts = [self.short_source, self.evaluation.regulation.name]
        if self.potret:
            parts.append(in_full(f"disepakati: {self.potret}"))
        return " · ".join(parts)

    @cached_property
    def foot(self) -> str:
        """The line under every view, with the mark of an illustration."""
        note = self.illustration_note
        return f"{self.source}\nILUSTRASI: {note[0].lower()}{note[1:]}" if note else self.source

    def address(self, row: Mapping[str, object]) -> str:
        """Return where a row with provenance stands, such as ``Progres baris 12 (data.xlsx)``."""
        number = int(str(row["_sumber"]))
        if not 0 <= number < len(self.dataset.sources):
            return ""
        where = self.dataset.sources[number]
        return in_full(f"{where.sheet} baris {row['_baris']} ({where.file})")

    @cached_property
    def files(self) -> pd.DataFrame:
        """Return the files: nama, sha256, baris_masuk, baris_dipakai, baris_dilaporkan."""
        return pd.DataFrame(
            [
                (in_full(f.name), f.sha256, f.rows_in, f.rows_used, f.rows_reported)
                for f in self.evaluation.berkas
            ],
            columns=["nama", "sha256", "baris_masuk", "baris_dipakai", "baris_dilaporkan"],
        )
