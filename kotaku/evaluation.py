"""The one calculation behind every page and the command line: a data set in, figures out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from kotaku import reconcile, regulations
from kotaku.dataset import Dataset, SourceFile
from kotaku.findings import Finding
from kotaku.method import accounts, condition, evidence, notes, works
from kotaku.method.accounts import Book
from kotaku.method.assessment import Variant
from kotaku.method.evidence import LEVELS, Measured, Units
from kotaku.method.reduction import threshold_reduction
from kotaku.method.works import Works
from kotaku.progress.master_schedule import Schedule, schedule
from kotaku.regulations import Regulation

UNKNOWN_YEAR = 0  # tahun of data whose year nobody wrote
COVERED = 0.99  # RT data stand for a place when they hold this share of its area in Lokasi


@dataclass(frozen=True)
class Settings:
    """What the user chooses: rule set, unit of counting, method, variant of the aspect mean."""

    regulasi: str = regulations.DEFAULT
    satuan: str = "rt"
    metode: str = "T"
    rerata: Variant = "plain"


@dataclass(frozen=True)
class Evaluation:
    """Every figure of a data set; the columns of the frames are those of kotaku.method.

    ``settings.satuan`` is the level really used. ``tahun`` is 0 where no year is known.
    ``berkas`` are the files with the rows that the calculation left out counted as reported.
    """

    settings: Settings
    regulation: Regulation
    bukti: str
    kondisi: pd.DataFrame
    pengurangan: pd.DataFrame
    akun_luas: pd.DataFrame
    surplus: pd.DataFrame
    jadwal: Schedule | None
    klaim: pd.DataFrame
    temuan: tuple[Finding, ...]
    berkas: tuple[SourceFile, ...]


@dataclass(frozen=True)
class _Conditions:
    """The conditions of a data set and what they rest on."""

    rt: Units
    measurements: Measured
    kondisi: pd.DataFrame
    surplus: pd.DataFrame
    moving: frozenset[str]  # kab/kota whose conditions speak of more than one time
    findings: tuple[Finding, ...]


def evaluate(dataset: Dataset, settings: Settings | None = None) -> Evaluation:
    """Return every figure of a data set under the given settings; deterministic and pure.

    The order of rows plays no part. Absent tables give empty frames, no errors.

    Raises
    ------
    KeyError
        When ``settings.regulasi`` is no rule set.
    """
    chosen = settings or Settings()
    regulation = regulations.load(chosen.regulasi)
    found = _conditions(dataset, regulation, chosen.rerata)
    used, remarks = _available(chosen, found.kondisi)
    account, account_remarks = _account(dataset, found, used.satuan, regulation)
    jadwal = schedule(dataset)
    klaim, claim_remarks = _claims(dataset, account, jadwal)
    schedule_remarks = jadwal.temuan if jadwal else ()
    temuan = (*found.findings, *remarks, *account_remarks, *schedule_remarks, *claim_remarks)
    return Evaluation(
        settings=used,
        regulation=regulation,
        bukti=_evidence(found.kondisi, dataset),
        kondisi=found.kondisi,
        pengurangan=threshold_reduction(found.kondisi, regulation),
        akun_luas=account,
        surplus=found.surplus,
        jadwal=jadwal,
        klaim=klaim,
        temuan=temuan,
        berkas=_files(dataset, temuan),
    )


def _conditions(dataset: Dataset, regulation: Regulation, variant: Variant) -> _Conditions:
    rt = evidence.units(dataset.table("rt"), dataset.table("lokasi"), regulation)
    kekumuhan, findings = _dated(dataset)
    measurements = evidence.measured(kekumuhan, rt, regulation)
    done = works.works(dataset.table("pekerjaan"), rt, regulation)
    findings += notes.incomplete(dataset, measurements)
    findings += notes.late_baselines(measurements, rt)
    findings += notes.idle_works(dataset, done, measurements, rt)

    done = done.kept(~works.covered(measurements, done, len(rt.frame)))
    years = works.years_of(measurements, done)
    if not years:
        nothing = pd.DataFrame(columns=list(works.SURPLUS_COLUMNS))
        empty = condition.empty(regulation)
        return _Conditions(rt, measurements, empty, nothing, frozenset(), tuple(findings))
    chains = works.chains(measurements, done, rt, regulation, years)
    surplus = works.surplus(chains["simulasi"], done, rt, regulation, years, measurements)
    scored = condition.scored_units(chains)
    frames = [condition.rt_frame(rt, chains, years, regulation, variant)]
    for satuan in condition.SATUAN[1:]:
        groups = condition.grouping(rt, satuan, scored)
        frame, left = condition.group_frame(rt, groups, chains, years, regulation, variant)
        frames.append(frame)
        findings += notes.left_out(left, int(scored.sum()))
    kondisi = pd.concat([f for f in frames if not f.empty], ignore_index=True)
    moving = _moving(rt, measurements, done)
    return _Conditions(rt, measurements, kondisi, surplus, moving, tuple(findings))


def _dated(dataset: Dataset) -> tuple[pd.DataFrame, list[Finding]]:
    """Return table kekumuhan with every row dated, and what was assumed."""
    frame = dataset.table("kekumuhan")
    undated = frame["tahun"].isna()
    if not undated.any():
        return frame, []
    year = _assumed_year(dataset)
    findings = list(notes.without_year(dataset, frame.index[undated], year))
    return frame.assign(tahun=frame["tahun"].fillna(year)), findings


def _assumed_year(dataset: Dataset) -> int:
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
    places = rt.frame["kab_kota"].fillna(accounts.UNNAMED)
    again = measurements.year > works.first_measured(measurements, len(places))[measurements.unit]
    return frozenset(places.iloc[measurements.unit[again]]) | frozenset(places.iloc[done.unit])


def _available(settings: Settings, kondisi: pd.DataFrame) -> tuple[Settings, list[Finding]]:
    """Return the settings with a level that exists: the one asked for, else RT."""
    present = set(kondisi["satuan"].unique())
    if not present or settings.satuan in present:
        return settings, []
    return replace(settings, satuan="rt"), [notes.level_missing(settings.satuan, "rt")]


def _account(
    dataset: Dataset, found: _Conditions, satuan: str, regulation: Regulation
) -> tuple[pd.DataFrame, list[Finding]]:
    computed = accounts.from_conditions(found.kondisi, satuan, regulation)
    lokasi = dataset.table("lokasi")
    reported = accounts.from_reports(lokasi, dataset.table("pengurangan"))
    chosen = _by_conditions(computed, reported, found)
    book = accounts.merged(computed, reported, chosen)
    start = int(found.kondisi["tahun"].min()) if len(found.kondisi) else _assumed_year(dataset)
    findings = [*notes.two_sources(computed, reported, chosen), *notes.without_initial_area(book)]
    return accounts.draw_up(book, start), findings


def _by_conditions(computed: Book, reported: Book, found: _Conditions) -> set[str]:
    """Return the kab/kota whose account follows from RT conditions.

    Where hectares are reported too, RT data go first only if they hold the whole area of the
    place and know more than one point in time. RT without kab/kota cannot be compared place by
    place: then the whole data set goes one way.
    """
    if not computed.awal:
        return set()
    scored = found.kondisi[found.kondisi["satuan"] == "rt"].drop_duplicates("id_unit")
    area = scored["luas_ha"].groupby(scored["kab_kota"].fillna(accounts.UNNAMED)).sum()
    reporting = set(reported.rows["kab_kota"])
    if accounts.UNNAMED in computed.awal and len(reported.places) > 0:
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


def _claims(
    dataset: Dataset, account: pd.DataFrame, jadwal: Schedule | None
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    own = reconcile.figures(
        account,
        dataset.profile.get("provinsi", ""),
        schedule=jadwal.latest if jadwal else None,
        locations=dataset.table("lokasi"),
        as_of_year=jadwal.as_of.year if jadwal else None,
    )
    return reconcile.reconcile(dataset.table("klaim"), own, dataset.sources)


def _evidence(kondisi: pd.DataFrame, dataset: Dataset) -> str:
    """Return the best level of evidence in use."""
    used = set(kondisi["bukti"].unique())
    if used:
        return next(level for level in LEVELS if level in used)
    return "hektare" if dataset.has("lokasi") or dataset.has("pengurangan") else LEVELS[-1]


def _files(dataset: Dataset, temuan: Iterable[Finding]) -> tuple[SourceFile, ...]:
    """Return the files with the rows that findings of the calculation exclude deducted."""
    out = {(f.file, f.sheet, f.row) for f in temuan if f.excludes}
    return tuple(
        replace(file, rows_used=file.rows_used - sum(o[0] == file.name for o in out))
        for file in dataset.files
    )
