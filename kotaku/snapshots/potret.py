"""A snapshot (potret): the figures of a data set as they stood, and how they were counted."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, Settings
from kotaku.method.accounts import COLUMNS as ACCOUNT
from kotaku.method.accounts import WHOLE
from kotaku.progress.master_schedule import WEEKLY
from kotaku.snapshots import as_json
from kotaku.snapshots.rows import (
    PLACELESS,
    REPORTED_UNIT,
    reported_only,
    rows_of,
    with_sisa,
)
from kotaku.view import AreaSummary, Scope, area_summary, schedule_now, select_account
from kotaku.words.parsing_dates import read_date

FORMAT = 2  # of the packed form; grows when an older one can no longer be read as it is
PLAN_COUNTED = 1  # the form whose remaining area was that after the plan
REPORTED = "laporan"  # method of hectares as teams report them


@dataclass(frozen=True)
class Origin:
    """Whose figures these are.

    ``kunci`` is the id of the stored data set or the name of the sample, ``tanggal`` the data date
    where the profile tells one, ``ilustrasi`` whether the distribution is made up.
    """

    kunci: str
    nama: str
    berkas: tuple[tuple[str, str], ...]  # file name, SHA-256
    provinsi: str
    kab_kota: tuple[str, ...]
    tanggal: date | None
    ilustrasi: bool


@dataclass(frozen=True)
class Way:
    """How the figures were counted; figures of different ways are not set against each other.

    Where there are only hectares as reported, unit and method play no part and say so.
    """

    regulasi: str
    satuan: str
    metode: str
    rerata: str
    layanan80: bool
    per_sumber: str
    penyesuaian: tuple[tuple[str, float], ...]
    simulasi: bool
    tahun: int | None
    versi: str  # of the rules, that is of the application
    dasar: str = ""
    tambahan: bool = False

    @property
    def settings(self) -> Settings | None:
        """Settings that count another data set the same way; None for reported hectares."""
        if self.metode == REPORTED:
            return None
        return Settings(
            regulasi=self.regulasi,
            satuan=self.satuan,
            metode=self.metode,
            rerata=self.rerata,  # type: ignore[arg-type]
            layanan80=self.layanan80,
            per_sumber=self.per_sumber,  # type: ignore[arg-type]
            penyesuaian=self.penyesuaian,
            dasar=self.dasar,
            tambahan=self.tambahan,
        )

    @property
    def view(self) -> Scope:
        """Which reductions counted."""
        return Scope(simulasi=self.simulasi, tahun=self.tahun)


@dataclass(frozen=True)
class Potret:
    """The figures of a data set at one moment.

    ``angka`` are headline figures by name (kotaku.snapshots.headline), None where unknown; ``akun``
    the whole account of area, every year and status; ``baris`` one row per unit or location
    (columns rows.COLUMNS) under the view; ``mingguan`` the weeks of the Master Schedule;
    ``temuan`` the number of findings by severity.
    """

    asal: Origin
    cara: Way
    angka: dict[str, float | None]
    akun: pd.DataFrame
    baris: pd.DataFrame
    mingguan: pd.DataFrame
    temuan: dict[str, int]


def origin_of(dataset: Dataset, key: str, name: str) -> Origin:
    """Return whose figures a data set holds."""
    profile = dataset.profile
    read = read_date(profile.get("tanggal_data", ""))
    return Origin(
        kunci=key,
        nama=name,
        berkas=tuple((f.name, f.sha256) for f in dataset.files),
        provinsi=profile.get("provinsi", ""),
        kab_kota=dataset.kab_kota,
        tanggal=read.value if read else None,
        ilustrasi=profile.get("sifat_data", "").lower().startswith("ilustrasi"),
    )


def way_of(evaluation: Evaluation, view: Scope, version: str) -> Way:
    """Return how an evaluation counts under a view."""
    used = evaluation.settings
    way = Way(
        regulasi=evaluation.regulation.id,
        satuan=used.satuan,
        metode=used.metode,
        rerata=used.rerata,
        layanan80=used.layanan80,
        per_sumber=used.per_sumber,
        penyesuaian=tuple(sorted(used.penyesuaian)),
        simulasi=view.simulasi,
        tahun=view.tahun,
        versi=version,
        dasar=used.dasar,
        tambahan=used.tambahan,
    )
    if not reported_only(evaluation.akun_luas):
        return way
    return replace(
        way,
        regulasi="",
        satuan=REPORTED_UNIT,
        metode=REPORTED,
        rerata="",
        layanan80=False,
        per_sumber="",
        penyesuaian=(),
    )


def take(
    dataset: Dataset,
    evaluation: Evaluation,
    *,
    key: str,
    name: str,
    version: str,
    view: Scope | None = None,
) -> Potret:
    """Return the snapshot of a whole data set as it stands.

    Parameters
    ----------
    dataset, evaluation : the data, not restricted to a kab/kota, and its figures
    key, name : id of the stored data set or name of the sample; the name people know it by
    version : version of the rules in force
    view : which reductions count; all of them by default
    """
    seen = view or Scope()
    account = select_account(evaluation.akun_luas, simulasi=seen.simulasi, sampai_tahun=seen.tahun)
    found = [*dataset.findings, *evaluation.temuan]
    rows = rows_of(evaluation, account, simulasi=seen.simulasi, tahun=seen.tahun)
    weekly = pd.DataFrame(columns=list(WEEKLY))
    if evaluation.jadwal is not None:
        weekly = evaluation.jadwal.weekly[list(WEEKLY)]
    return Potret(
        asal=replace(origin_of(dataset, key, name), tanggal=evaluation.per),
        cara=way_of(evaluation, seen, version),
        angka=_headline(dataset, evaluation, account, rows),
        akun=evaluation.akun_luas[list(ACCOUNT)].reset_index(drop=True),
        baris=rows,
        mingguan=weekly.reset_index(drop=True),
        temuan={
            severity: sum(f.severity == severity for f in found)
            for severity in ("galat", "peringatan", "info")
        },
    )


def area_figures(area: AreaSummary) -> dict[str, float]:
    """Return the headline figures of an account by name [ha, %]."""
    return {
        "luas_awal_ha": area.luas_awal_ha,
        "realisasi_ha": area.realisasi_ha,
        "realisasi_pct": area.realisasi_pct,
        "simulasi_ha": area.simulasi_ha,
        "terbuka_ha": area.terbuka_ha,
        "sisa_ha": area.sisa_ha,
        "sisa_simulasi_ha": area.sisa_simulasi_ha,
    }


def _headline(
    dataset: Dataset, evaluation: Evaluation, account: pd.DataFrame, rows: pd.DataFrame
) -> dict[str, float | None]:
    area, plan = area_summary(account), evaluation.jadwal
    figures: dict[str, float | None] = {}
    if area is not None:
        figures |= {
            **area_figures(area),
            "jumlah_kab_kota": account.loc[account["kab_kota"] != WHOLE, "kab_kota"].nunique(),
            "jumlah_satuan": int((rows["jenis"] != PLACELESS).sum()),
        }
    if area is not None and (rows["tingkat"] != "").any():
        for tingkat in evaluation.regulation.classes:
            own = rows[rows["tingkat"] == tingkat.id]
            figures[f"{tingkat.id}_unit"] = len(own)
            figures[f"{tingkat.id}_ha"] = float(own["luas_ha"].sum())
    if plan is not None:
        now = schedule_now(plan.latest)
        figures |= {
            "master_schedule_pct": now.realisasi_pct,
            "rencana_pct": now.rencana_pct,
            "deviasi_pp": now.deviasi_pp,
        }
    if dataset.files:
        figures["baris_dilaporkan"] = sum(f.rows_reported for f in evaluation.berkas)
    return {name: as_json.number(value) for name, value in figures.items()}


def pack(potret: Potret) -> dict[str, Any]:
    """Return a snapshot as JSON can say it; ``unpack`` gives it back."""
    origin, way = potret.asal, potret.cara
    return {
        "bentuk": FORMAT,
        "asal": {
            **as_json.plain_fields(origin),
            "tanggal": origin.tanggal.isoformat() if origin.tanggal else None,
        },
        "cara": as_json.plain_fields(way),
        "angka": dict(potret.angka),
        "akun": as_json.pack(potret.akun),
        "baris": as_json.pack(potret.baris),
        "mingguan": as_json.pack(potret.mingguan),
        "temuan": dict(potret.temuan),
    }


def snapshot_of(
    dataset: Dataset,
    evaluation: Evaluation,
    *,
    key: str,
    name: str,
    version: str,
    view: Scope | None = None,
) -> dict[str, Any]:
    """Return the figures of a data set as they stand, JSON-safe; see :func:`take`."""
    return pack(take(dataset, evaluation, key=key, name=name, version=version, view=view))


def _with_new_slum(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows that a snapshot of before kumuh baru was told apart may hold."""
    return rows if "kumuh_baru_ha" in rows else rows.assign(kumuh_baru_ha=0.0)


def unpack(packed: Any) -> Potret | None:
    """Return the snapshot of a packed form; None when it is none that this version can read."""
    if not isinstance(packed, dict) or packed.get("bentuk") not in (PLAN_COUNTED, FORMAT):
        return None
    origin, way = dict(packed["asal"]), dict(packed["cara"])
    day = origin.pop("tanggal")
    found = Potret(
        asal=Origin(
            **{
                **origin,
                "berkas": tuple((str(n), str(s)) for n, s in origin["berkas"]),
                "kab_kota": tuple(origin["kab_kota"]),
                "tanggal": date.fromisoformat(day) if day else None,
            }
        ),
        cara=Way(
            **{
                **{f.name: way[f.name] for f in fields(Way) if f.name in way},
                "penyesuaian": tuple((str(k), float(v)) for k, v in way["penyesuaian"]),
            }
        ),
        angka=dict(packed["angka"]),
        akun=as_json.unpack(packed["akun"]),
        baris=_with_new_slum(as_json.unpack(packed["baris"])),
        mingguan=as_json.unpack(packed["mingguan"]),
        temuan=dict(packed["temuan"]),
    )
    return _realised(found) if packed["bentuk"] == PLAN_COUNTED else found


def _realised(old: Potret) -> Potret:
    """Return an earlier snapshot with what is left by what was realised; its account knows it."""
    seen = old.cara.view
    area = area_summary(select_account(old.akun, simulasi=seen.simulasi, sampai_tahun=seen.tahun))
    kept = {k: v for k, v in old.angka.items() if not k.startswith("berkurang_")}
    told = {} if area is None else {k: as_json.number(v) for k, v in area_figures(area).items()}
    return replace(old, angka={**kept, **told}, baris=with_sisa(old.baris))
