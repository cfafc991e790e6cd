"""The figures of an evaluation as plain data and as short text, for the command line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from kotaku.dataset import Dataset, SourceFile
from kotaku.evaluation import UNKNOWN_YEAR, Evaluation
from kotaku.findings import SEVERITIES, Finding
from kotaku.method.account import Account, Coverage, Figures
from kotaku.method.accounts import WHOLE
from kotaku.progress.achievement import Achievement, Funds
from kotaku.progress.audit import by_kind
from kotaku.progress.complaints import Complaints
from kotaku.progress.master_schedule import Schedule
from kotaku.view import View, polygons_answer, target_words
from kotaku.words.dates import format_date, is_undated
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp

_HIDDEN = ("_sumber", "_baris")


def figures(seen: View) -> dict[str, Any]:
    """Return every figure as JSON-ready data: full precision, null where nothing is known."""
    dataset, evaluation = seen.dataset, seen.evaluation
    account = evaluation.akun_luas
    whole = account[account["kab_kota"] == WHOLE].drop(columns="kab_kota")
    return {
        "regulasi": evaluation.regulation.id,
        "alasan_regulasi": evaluation.alasan_regulasi,
        "satuan": evaluation.settings.satuan,
        "metode": evaluation.settings.metode,
        "bukti": evaluation.bukti,
        "utama": {**(headline(evaluation.account()) or {}), **words(seen)},
        "cakupan": _coverage(evaluation.account()),
        "pengurangan": _records(evaluation.pengurangan),
        "akun_luas": _records(whole),
        "akun_luas_per_kab_kota": _records(account[account["kab_kota"] != WHOLE]),
        "tipis": _records(evaluation.tipis),
        "peralihan_dasar": _records(evaluation.peralihan),
        "kondisi_ringkas": condition_summary(evaluation),
        "master_schedule": _schedule(evaluation.jadwal),
        "klaim": _records(evaluation.klaim),
        **polygons(seen),
        **_achievement(seen.achievement),
        **quality(dataset, evaluation),
    }


def polygons(seen: View) -> dict[str, Any]:
    """Return every unit with the area of its polygons beside the stated ones, and their sums."""
    found = seen.polygons
    kept = ["nama", "kab_kota", "kecamatan", "kelurahan", "berkas", "lapisan", "luas_poligon_ha"]
    return {
        "poligon": _records(found.units.drop(columns="bentuk")),
        "poligon_jumlah": _records(found.totals),
        "batas_wilayah": _records(found.boundaries[kept]),
    }


def headline(account: Account | None) -> dict[str, Any] | None:
    """Return what is done and what the plan would add, apart; None without an account."""
    if account is None:
        return None
    return {
        "per": account.per.isoformat() if account.per else None,
        "dasar": account.dasar,
        "dasar_sk": account.dasar_sk,
        "belum_pasti": account.belum_pasti,
        "realisasi": _balance(account.realisasi),
        "simulasi": {
            **_balance(account.simulasi),
            "berjalan_ha": account.berjalan_ha,
            "rencana_ha": account.rencana_ha,
            "sampai_tahun": _plain("tahun", account.tahun_rencana),
        },
    }


def words(seen: View) -> dict[str, Any]:
    """Return what every face says of the headline, in the same words."""
    aimed = seen.target_sisa_ha is not None
    return {
        "wilayah": seen.name,
        "kata": seen.answer,
        "target": target_words(seen.area) if seen.area and aimed else None,
        "cara_hitung": seen.method,
        "cakupan": seen.coverage_answer,
        "jadwal": seen.schedule_answer,
        "keputusan": [d.told for d in seen.decisions],
        "dipertaruhkan": [d.stake for d in seen.decisions],
        "tanpa_keputusan": seen.nothing_due,
        "belum_dinilai": seen.missing,
        "kriteria_terburuk": [one.words for one in seen.worst()],
        "tindak_lanjut": _records(seen.follow_ups),
    }


def _balance(found: Figures) -> dict[str, Any]:
    return {k: _plain(k, v) for k, v in (asdict(found) | {"persen": found.persen}).items()}


def _coverage(account: Account | None) -> dict[str, Any]:
    return asdict(Coverage() if account is None else account.cakupan)


def quality(dataset: Dataset, evaluation: Evaluation) -> dict[str, Any]:
    """Return findings and files as JSON-ready data."""
    findings = (*dataset.findings, *evaluation.temuan)
    return {
        "pertanyaan": [asdict(q) for q in dataset.questions],
        "temuan": findings_data(findings),
        "berkas": [_file(f) for f in evaluation.berkas],
    }


def findings_data(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as JSON-ready data."""
    return [_finding(f) for f in findings]


def condition_summary(evaluation: Evaluation) -> dict[str, Any]:
    """Return units and hectares per class: level -> awal, akhir, akhir_simulasi -> class."""
    kondisi = evaluation.kondisi
    classes = [c.id for c in evaluation.regulation.classes]
    summary: dict[str, Any] = {}
    for satuan in kondisi["satuan"].unique():
        rows = kondisi[kondisi["satuan"] == satuan]
        done, simulated = (rows[rows["skenario"] == s] for s in ("realisasi", "simulasi"))
        first, last = int(rows["tahun"].min()), int(rows["tahun"].max())
        summary[satuan] = {
            "awal": _by_class(done[done["tahun"] == first], first, classes),
            "akhir": _by_class(done[done["tahun"] == last], last, classes),
            "akhir_simulasi": _by_class(simulated[simulated["tahun"] == last], last, classes),
        }
    return summary


def _by_class(rows: pd.DataFrame, year: int, classes: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "tahun": year if year != UNKNOWN_YEAR else None,
        "jumlah_unit": len(rows),
        "luas_ha": float(rows["luas_ha"].sum()),
    }
    for tingkat in classes:
        own = rows[rows["tingkat"] == tingkat]
        result[tingkat] = {"jumlah_unit": len(own), "luas_ha": float(own["luas_ha"].sum())}
    return result


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    shown = frame.drop(columns=[c for c in _HIDDEN if c in frame.columns])
    return [{str(k): _plain(k, v) for k, v in row.items()} for row in shown.to_dict("records")]


def _plain(key: object, value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, date):  # Timestamps too
        return format_date(value) if is_undated(value) else value.isoformat()[:10]
    if str(key).startswith("tahun") and value == UNKNOWN_YEAR:
        return None
    return value


def _schedule(schedule: Schedule | None) -> dict[str, Any] | None:
    if schedule is None:
        return None
    latest = schedule.latest
    whole = _records(latest[latest["kab_kota"] == WHOLE])
    now = whole[0] if whole else {}
    return {
        "tanggal": _plain("tanggal", schedule.as_of),
        "rencana_pct": now.get("rencana_pct"),
        "realisasi_pct": now.get("realisasi_pct"),
        "deviasi_pp": now.get("deviasi_pp"),
        "status": now.get("status"),
        "rencana_digambar": now.get("rencana_digambar"),
        "per_kab_kota": _records(latest[latest["kab_kota"] != WHOLE]),
        "mingguan": _records(schedule.weekly),
    }


def _achievement(found: Achievement) -> dict[str, Any]:
    """Return KPI, funds, audit and complaints; null where the data hold no such table."""
    day = found.as_of.isoformat() if found.as_of else None
    return {
        "kpi": _kpi(found, day),
        "dana": _funds(found.dana, day),
        "audit": None if found.audit is None else {
            "tanggal_data": day,
            "menurut_jenis": _records(by_kind(found.audit)),
            "rincian": _records(found.audit),
        },
        "pengaduan": _complaints(found.pengaduan, day),
    }  # fmt: skip


def _kpi(found: Achievement, day: str | None) -> dict[str, Any] | None:
    if found.kpi is None and found.akses is None:
        return None
    own, access = found.kpi, found.akses
    return {
        "tanggal_data": day,
        "indikator": [] if own is None else _records(own.totals),
        "indikator_per_kab_kota": [] if own is None else _records(own.places),
        "akses": [] if access is None else _records(access),
    }


def _funds(found: Funds | None, day: str | None) -> dict[str, Any] | None:
    if found is None:
        return None
    frames = {name: getattr(found, name) for name in
              ("paket", "corong", "delineasi", "macet", "kolaborasi", "kapasitas")}  # fmt: skip
    return {
        "tanggal_data": day,
        **{name: [] if f is None else _records(f) for name, f in frames.items()},
        "pengungkit": _plain("", found.pengungkit),
    }


def _complaints(found: Complaints | None, day: str | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "tanggal_data": day,
        "jumlah": found.jumlah,
        "selesai": found.selesai,
        "selesai_pct": _plain("", found.selesai_pct),
        "hari_selesai": _plain("", found.hari_selesai),
        "menurut": {aspect: _records(table) for aspect, table in found.menurut.items()},
        "terbuka": _records(found.terbuka),
        "tidak_menjumlah": [
            {"menurut": g.menurut, "jumlah": g.jumlah, "total": g.total} for g in found.gaps
        ],
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "kode": found.code,
        "tingkat": found.severity,
        "berkas": found.file,
        "lembar": found.sheet,
        "sel": found.cell,
        "nilai": found.value,
        "pesan": found.message,
        "saran": found.advice,
    }


def _file(file: SourceFile) -> dict[str, Any]:
    return {
        "nama": file.name,
        "sha256": file.sha256,
        "baris_masuk": file.rows_in,
        "baris_dipakai": file.rows_used,
    }


def summary_lines(seen: View) -> list[str]:
    """Return the figures as a few lines to read."""
    evaluation, findings = seen.evaluation, seen.findings
    return [
        *_account_lines(seen),
        *_thin_lines(evaluation),
        *_reduction_lines(evaluation),
        *_schedule_lines(evaluation.jadwal),
        *_claim_lines(evaluation.klaim),
        *([f"Peta: {polygons_answer(seen.dataset)}"] if seen.polygons else []),
        _count_line(findings),
    ]


def _account_lines(seen: View) -> list[str]:
    rows = seen.evaluation.akun_luas
    rows = rows[rows["kab_kota"] == WHOLE]
    if rows.empty:
        return ["Belum ada luas kumuh yang dapat dihitung."]
    lines = [text for text in (seen.answer, seen.coverage_answer) if text]
    for row in rows.to_dict("records"):
        words = " ".join(str(row[c]) for c in ("tahun", "status", "sumber") if row[c])
        gone, left = format_ha(row["pengurangan_ha"]), format_ha(row["sisa_ha"])
        lines.append(f"  {words}: berkurang {gone}, sisa {left}")
    return lines


def _thin_lines(evaluation: Evaluation) -> list[str]:
    found = evaluation.tipis
    done = found[found["skenario"] == "realisasi"] if len(found) else found
    if done.empty:
        return []
    area = format_ha(float(done["luas_ha"].sum()))
    return [f"Lolos tipis: {format_number(len(done), 0)} unit ({area}), lihat tipis dalam JSON."]


def _reduction_lines(evaluation: Evaluation) -> list[str]:
    frame = evaluation.pengurangan
    frame = frame[frame["metode"] == evaluation.settings.metode]
    if frame.empty:
        return []
    last = frame[frame["tahun"] == frame["tahun"].max()]
    return [
        f"Metode {r['metode']} per {r['satuan']}, {r['skenario']} {r['tahun_awal'] or '–'}–"
        f"{r['tahun'] or '–'}: kumuh {format_ha(r['kumuh_awal_ha'])} → "
        f"{format_ha(r['kumuh_akhir_ha'])} ({format_number(r['jumlah_unit'], 0)} unit)."
        for r in last.to_dict("records")
    ]


def _schedule_lines(schedule: Schedule | None) -> list[str]:
    data = _schedule(schedule)
    if schedule is None or data is None:
        return []
    return [
        f"Master Schedule per {format_date(schedule.as_of)}: realisasi "
        f"{format_pct(data['realisasi_pct'])} dari rencana {format_pct(data['rencana_pct'])} "
        f"({format_pp(data['deviasi_pp'])})."
    ]


def _claim_lines(claims: pd.DataFrame) -> list[str]:
    wrong = claims[claims["putusan"] == "tidak_cocok"] if len(claims) else claims
    return [f"Klaim tidak cocok: {text}" for text in (wrong["penjelasan"] if len(wrong) else ())]


def finding_lines(findings: Sequence[Finding], files: Sequence[SourceFile]) -> list[str]:
    """Return files and findings as lines to read, gravest first."""
    lines = [
        f"{f.name}: {format_number(f.rows_in, 0)} baris masuk, "
        f"{format_number(f.rows_used, 0)} dipakai, "
        f"{format_number(f.rows_reported, 0)} dilaporkan."
        for f in files
    ]
    for severity in SEVERITIES:
        for found in (f for f in findings if f.severity == severity):
            where = "!".join(w for w in (found.sheet, found.cell) if w)
            address = f"[{where}] " if where else ""
            lines.append(f"{severity}: {address}{found.message} {found.advice}")
    return [*lines, _count_line(findings)]


def _count_line(findings: Sequence[Finding]) -> str:
    counts = [f"{format_number(sum(f.severity == s for f in findings), 0)} {s}" for s in SEVERITIES]
    return f"Temuan: {', '.join(counts)}."
