"""The one calculation behind every page and the command line: a data set in, figures out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

import pandas as pd

from kotaku import reconcile, schema
from kotaku.checks import ruleset
from kotaku.dataset import Dataset, Question, SourceFile
from kotaku.findings import Finding
from kotaku.method import (
    accounts,
    bases,
    condition,
    course,
    coverage,
    dates,
    later,
    notes,
    plans,
    sources,
    thin,
)
from kotaku.method.account import Account, Coverage, account_of
from kotaku.method.accounts import WHOLE, Book, Later
from kotaku.method.assessment import Variant
from kotaku.method.bases import UNNAMED
from kotaku.method.course import UNKNOWN_YEAR, Course
from kotaku.method.evidence import LEVELS
from kotaku.method.panel import Panel
from kotaku.method.reduction import of_panels, panels, still_kumuh
from kotaku.method.services import ServedBy, with_served
from kotaku.method.sources import SourceBy
from kotaku.progress.master_schedule import Schedule, schedule
from kotaku.progress.said_twice import Told, said_twice
from kotaku.reconcile import CountedFigure
from kotaku.rules import Regulation
from kotaku.words.dates import is_undated

__all__ = ["COVERED", "UNKNOWN_YEAR", "Evaluation", "Settings", "evaluate", "own_figures"]

COVERED = 0.99  # RT data stand for a place when they hold this share of its area in Lokasi


@dataclass(frozen=True)
class Settings:
    """What the user chooses.

    ``regulasi`` None follows the data (their Profil, else the date); ``metode`` is one of
    reduction.METHODS and rules the account; ``rerata`` is the aspect mean of the K methods.
    ``layanan80`` asks method T for the five basic services too, judged per aspect or criterion.
    ``per_sumber`` splits the account by a column of the works, as an estimate. ``penyesuaian``
    replaces uncertain numbers of the rule set (key of the entry, value). ``tanggal_data`` stands
    for that of the Profil; ``dasar`` names the base (kind, decree or year) where there are
    several; ``tambahan`` takes units surveyed after the base into it.
    """

    regulasi: str | None = None
    satuan: str = "rt"
    metode: str = "T"
    rerata: Variant = "plain"
    layanan80: bool = False
    layanan80_per: ServedBy = "aspek"
    per_sumber: SourceBy | Literal[""] = ""
    penyesuaian: tuple[tuple[str, float], ...] = ()
    tanggal_data: date | None = None
    dasar: str = ""
    tambahan: bool = False


@dataclass(frozen=True)
class Evaluation:
    """Every figure of a data set; the columns of the frames are those of kotaku.method.

    ``settings`` are those really used: rule set, level and method may differ from what was asked,
    and then a finding or ``alasan_regulasi`` says why. ``tahun`` is 0 where no year is known.
    ``berkas`` are the files with the rows that the calculation left out counted as reported.
    ``per`` is the data date, ``peralihan`` the passage between decrees (bases.PASSAGE),
    ``cakupan`` the coverage by kab/kota ("" is the whole). ``lokasi`` are the locations of the
    base in use, ``laporan`` the reported reductions that count (accounts.COUNTED_COLUMNS),
    ``tambahan`` the units of the level in use that were surveyed after the base.
    """

    settings: Settings
    regulation: Regulation
    alasan_regulasi: str
    bukti: str
    kondisi: pd.DataFrame
    pengurangan: pd.DataFrame
    akun_luas: pd.DataFrame
    surplus: pd.DataFrame
    jadwal: Schedule | None
    klaim: pd.DataFrame
    temuan: tuple[Finding, ...]
    berkas: tuple[SourceFile, ...]
    per: date | None = None
    peralihan: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=bases.PASSAGE))
    cakupan: Mapping[str, Coverage] = field(default_factory=dict)
    lokasi: pd.DataFrame = field(default_factory=lambda: schema.empty("lokasi"))
    laporan: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=accounts.COUNTED_COLUMNS)
    )
    tambahan: frozenset[str] = frozenset()
    pertanyaan: tuple[Question, ...] = ()

    @cached_property
    def tipis(self) -> pd.DataFrame:
        """The units of the level in use that pass thinly (thin.COLUMNS), worked out when asked."""
        return thin.thin(self.kondisi, self.settings.satuan, self.regulation)

    @cached_property
    def by_conditions(self) -> frozenset[str]:
        """The kab/kota whose account follows from RT conditions; "" where any of the whole does."""
        rows = self.akun_luas
        return frozenset(rows.loc[rows["dasar"] == accounts.COMPUTED, "kab_kota"])

    def account(self, kab_kota: str = WHOLE, rows: pd.DataFrame | None = None) -> Account | None:
        """Return the headline of one place, or of the ``rows`` of its account that were chosen."""
        return account_of(
            self.akun_luas if rows is None else rows,
            kab_kota,
            per=self.per,
            cakupan=self.cakupan.get(kab_kota),
            questions=self.pertanyaan,
        )


def evaluate(dataset: Dataset, settings: Settings | None = None) -> Evaluation:
    """Return every figure of a data set under the given settings; deterministic and pure.

    The order of rows plays no part. Absent tables give empty frames, no errors.

    Raises
    ------
    KeyError
        When ``settings`` name a rule set, a method or a number that does not exist.
    ValueError
        When ``settings.penyesuaian`` changes what may not be changed.
    """
    asked = settings or Settings()
    rules = ruleset.choose(dataset, asked.regulasi, dict(asked.penyesuaian))
    regulation = rules.regulation
    day = asked.tanggal_data or dates.stated(dataset.profile)
    whole, (dataset, after) = dataset, dates.until(dataset, day)
    dataset, over = plans.ahead(dataset, day)
    found = course.follow(dataset, regulation, asked.rerata, day=day)
    kondisi = found.kondisi
    judged = with_served(kondisi, regulation, asked.layanan80_per) if asked.layanan80 else kondisi
    levels = panels(judged)
    added = {} if asked.tambahan else {s: later.of_level(found, u) for s, u in levels.items()}
    at_base = [u.kept(~added[s].late) if s in added else u for s, u in levels.items()]
    pengurangan = of_panels(at_base, regulation)
    used, remarks = _available(replace(asked, regulasi=regulation.id), pengurangan)
    drawn = _account(dataset, found, levels.get(used.satuan), used, regulation, day, added)
    jadwal = schedule(dataset, stated=day)
    klaim, claim_remarks = _claims(dataset, drawn.rows, jadwal)
    schedule_remarks = jadwal.temuan if jadwal else ()
    twice = said_twice(dataset, _told(drawn.rows)) if dataset.has("kpi") else ()
    temuan = (
        *after, *over, *found.findings, *remarks, *drawn.findings, *twice, *schedule_remarks,
        *claim_remarks,
    )  # fmt: skip
    return Evaluation(
        settings=used,
        regulation=regulation,
        alasan_regulasi=rules.reason,
        bukti=_evidence(kondisi, dataset),
        kondisi=kondisi,
        pengurangan=pengurangan,
        akun_luas=drawn.rows,
        surplus=found.surplus,
        jadwal=jadwal,
        klaim=klaim,
        temuan=(*rules.findings, *temuan),
        berkas=_files(whole, temuan),
        per=day,
        peralihan=drawn.passage,
        cakupan=drawn.coverage,
        lokasi=drawn.lokasi,
        laporan=drawn.reported,
        tambahan=_added(levels.get(used.satuan), added.get(used.satuan)),
        pertanyaan=dataset.questions,
    )


def _available(settings: Settings, pengurangan: pd.DataFrame) -> tuple[Settings, list[Finding]]:
    """Return the settings with a level and a method that exist: those asked for, else RT and T."""
    if pengurangan.empty:
        return settings, []
    findings = []
    if settings.satuan not in set(pengurangan["satuan"]):
        findings.append(notes.level_missing(settings.satuan, "rt"))
        settings = replace(settings, satuan="rt")
    here = pengurangan[pengurangan["satuan"] == settings.satuan]
    counted = here.groupby("metode")["jumlah_unit"].max()
    if settings.metode not in counted.index:
        findings.append(notes.method_missing(settings.metode))
        settings = replace(settings, metode="T")
    elif (left := int(counted.max() - counted[settings.metode])) > 0:
        findings.append(notes.method_partial(settings.metode, settings.satuan, left))
    return settings, findings


@dataclass(frozen=True)
class _Drawn:
    """The account with what stands beside it."""

    rows: pd.DataFrame
    passage: pd.DataFrame
    coverage: Mapping[str, Coverage]
    lokasi: pd.DataFrame
    reported: pd.DataFrame
    findings: list[Finding]


def _account(
    dataset: Dataset,
    found: Course,
    units: Panel | None,
    settings: Settings,
    regulation: Regulation,
    day: date | None,
    added: Mapping[str, Later],
) -> _Drawn:
    computed = accounts.nothing()
    if units is not None:
        split = None
        if settings.per_sumber:
            works = dataset.table("pekerjaan")
            split = sources.split(found, works, settings.satuan, settings.per_sumber, regulation)
        left = still_kumuh(units, settings.metode, regulation)
        computed = accounts.from_conditions(units, left, split, added.get(settings.satuan))
    lokasi, listed = _locations(dataset, found)
    base = bases.choose(lokasi, day, settings.dasar)
    reported, unused = accounts.from_reports(base, dataset.table("pengurangan"))
    chosen = _by_conditions(computed, reported, found)
    book = accounts.merged(computed, reported, chosen)
    known = len(found.kondisi)
    start = int(found.kondisi["tahun"].min()) if known else course.assumed_year(dataset)
    findings = [
        *listed,
        *base.findings,
        *notes.two_sources(computed, reported, chosen),
        *notes.without_initial_area(book),
        *notes.other_base(unused, base),
        *(later.told(found) if added else ()),
        *notes.new_slum(book),
        *notes.unlocated(book, base, unused, chosen),
    ]
    covered = coverage.coverage(found, base, unused, chosen)
    account = accounts.draw_up(book, start)
    return _Drawn(account, base.passage, covered, base.lokasi, unused.counted, findings)


def _added(units: Panel | None, later_units: Later | None) -> frozenset[str]:
    if units is None or later_units is None:
        return frozenset()
    return frozenset(units.units["id_unit"][later_units.late])


def _locations(dataset: Dataset, found: Course) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the locations with their area: the list of RT itself where it is all there is.

    An annex of a decree names RT, hectares and a class, but nothing that can be scored.
    """
    lokasi, rt = dataset.table("lokasi"), dataset.table("rt")
    if len(lokasi) or rt.empty or len(found.kondisi):
        return lokasi, []
    known = rt.dropna(subset=["luas_verifikasi_ha"]).rename(columns={"id_rt": "id_rt_"})
    return schema.conform(known.assign(id_lokasi=known["id_rt_"]), "lokasi"), [
        notes.area_of_list(len(known))
    ]


def _by_conditions(computed: Book, reported: Book, found: Course) -> set[str]:
    """Return the kab/kota whose account follows from RT conditions.

    Where hectares are reported too, RT data go first only if they hold the whole area of the
    place and know more than one point in time. RT without kab/kota cannot be compared place by
    place: then the whole data set goes one way.
    """
    if not computed.awal or not reported.places:
        return {*computed.awal}
    scored = condition.scored_units(found.chains)
    places = found.rt.frame["kab_kota"].fillna(UNNAMED)[scored]
    area = pd.Series(found.rt.area_ha[scored], index=places.index).groupby(places).sum()
    reporting = reported.booked
    if UNNAMED in computed.awal and len(reported.places) > 0:
        whole = float(area.sum()) >= COVERED * sum(reported.awal.values())
        better = not reporting or (whole and bool(found.moving))
        return {*computed.places, *reported.places} if better else set()
    return {
        place
        for place in computed.awal
        if place not in reporting
        or (
            float(area.get(place, 0.0)) >= COVERED * reported.awal.get(place, 0.0)
            and place in found.moving
        )
    }


def own_figures(
    dataset: Dataset, account: pd.DataFrame, jadwal: Schedule | None
) -> dict[tuple[str, int | None], dict[str, list[CountedFigure]]]:
    """Return what published figures of this data set are held against, by wilayah and tahun."""
    return reconcile.figures(
        account,
        dataset.profile.get("provinsi", ""),
        schedule=jadwal.latest if jadwal else None,
        locations=dataset.table("lokasi"),
        as_of_year=None if not jadwal or is_undated(jadwal.as_of) else jadwal.as_of.year,
    )


def _told(account: pd.DataFrame) -> dict[str, Told]:
    """Return what the account says of reduction and rest, in percent and hectares."""
    told: dict[str, Told] = {}
    for place in account["kab_kota"].unique():
        found = account_of(account, str(place))
        if found is None or not found.realisasi.luas_awal_ha > 0:
            continue
        both = (found.realisasi, found.simulasi)
        told[str(place)] = {
            "pengurangan": [(f.persen, f.pengurangan_ha) for f in both],
            "sisa": [(f.sisa_ha / f.luas_awal_ha * 100, f.sisa_ha) for f in both],
        }
    return told


def _claims(
    dataset: Dataset, account: pd.DataFrame, jadwal: Schedule | None
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    claims = dataset.table("klaim")
    own = {} if claims.empty else own_figures(dataset, account, jadwal)
    return reconcile.reconcile(claims, own, dataset.sources)


def _evidence(kondisi: pd.DataFrame, dataset: Dataset) -> str:
    """Return the best level of evidence in use."""
    used = set(kondisi["bukti"].unique())
    if used:
        return next(level for level in LEVELS if level in used)
    reported = any(dataset.has(name) for name in ("lokasi", "pengurangan", "rt"))
    return "hektare" if reported else LEVELS[-1]


def _files(dataset: Dataset, temuan: Iterable[Finding]) -> tuple[SourceFile, ...]:
    """Return the files with the rows that findings of the calculation exclude deducted."""
    out = {(f.file, f.sheet, f.row) for f in temuan if f.excludes}
    return tuple(
        replace(file, rows_used=file.rows_used - sum(o[0] == file.name for o in out))
        for file in dataset.files
    )
