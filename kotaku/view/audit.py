"""Audit readiness and complaints in words: the answer and how each figure came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.explain.figures import Explanation, Input, column_refs
from kotaku.once import once
from kotaku.progress.audit import lacking
from kotaku.progress.complaints import UNKNOWN, Complaints
from kotaku.progress.judging import load_rules
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number, format_pct, format_rp, format_rp_short

if TYPE_CHECKING:
    from kotaku.view.view import View

KINDS = {
    "kap": "KAP",
    "bpkp": "BPKP",
    "bpk": "BPK",
    "itjen": "Itjen",
    "dokumen": "Dokumen",
    "lainnya": "Lainnya",
}
STATES = {
    "belum": "Belum ditindaklanjuti",
    "proses": "Dalam proses",
    "tuntas": "Tuntas",
    "tidak_dapat": "Tidak dapat ditindaklanjuti",
}
ASPECT_WORDS = {"kategori": "kategori", "derajat": "derajat", "status": "status"}


def items(view: View) -> pd.DataFrame:
    """Return the findings and documents of a view that holds some."""
    found = view.achievement.audit
    assert found is not None
    return found


@once
def audit_answer(view: View) -> str:
    """Return what is still open before the auditors come, in Indonesian."""
    found = view.achievement
    return " ".join(p for p in (_audit(found.audit), complaints_answer(found.pengaduan)) if p)


def _audit(found: pd.DataFrame | None) -> str:
    if found is None:
        return ""
    waiting = int(found["terbuka"].sum())
    if not waiting:
        return f"Semua {len(found)} temuan dan dokumen tuntas."
    worth, late = found["nilai_terbuka_rp"].sum(), int((found["lewat_hari"] > 0).sum())
    value = f", senilai {format_rp_short(worth)}" if worth > 0 else ""
    overdue = f"; {late} lewat batas waktu" if late else ""
    return f"{waiting} dari {len(found)} temuan dan dokumen belum tuntas{value}{overdue}."


def complaints_answer(complaints: Complaints | None) -> str:
    """Return how many complaints are settled, in Indonesian."""
    if complaints is None:
        return ""
    return (
        f"Pengaduan selesai {format_number(complaints.selesai, 0)} dari "
        f"{format_number(complaints.jumlah, 0)} ({format_pct(complaints.selesai_pct)})."
    )


def gap_sentences(complaints: Complaints) -> list[str]:
    """Return which breakdowns of the complaints do not add up, in Indonesian."""
    return [
        f"Menurut {ASPECT_WORDS[g.menurut]} jumlahnya {format_number(g.jumlah, 0)} dari "
        f"{format_number(g.total, 0)}: {format_number(g.selisih, 0)} pengaduan tanpa "
        f"{ASPECT_WORDS[g.menurut]}."
        for g in complaints.gaps
    ]


@once
def audit_table(view: View) -> pd.DataFrame:
    """Return findings and documents with kind and state in words; late days empty when not late."""
    found = items(view)
    return found.assign(
        jenis_teks=found["jenis_pemeriksaan"].map(KINDS).fillna("Lainnya"),
        status_teks=found["status"].map(STATES).fillna("–"),
        lewat=found["lewat_hari"].where(found["lewat_hari"] > 0).astype("float64"),
    )


@once
def waiting_table(complaints: Complaints) -> pd.DataFrame:
    """Return the open complaints with their state in words, the oldest first."""
    words = {"baru": "Baru", "proses": "Dalam proses"}
    return complaints.terbuka.assign(status_teks=complaints.terbuka["status"].map(words))


def counted(complaints: Complaints) -> tuple[str, pd.DataFrame]:
    """Return the aspect that tells most (kategori, else derajat) and its counts in words."""
    for aspect in ("kategori", "derajat"):
        table = complaints.menurut[aspect]
        if (table[aspect] != UNKNOWN).any():
            names = table[aspect].replace({UNKNOWN: f"tanpa {aspect}"}).str.capitalize()
            return aspect, table.assign(nama=names)
    table = complaints.menurut["status"]
    return "status", table.assign(nama=table["status"].str.capitalize())


@once
def explain_open(view: View) -> Explanation:
    """Return how many findings are open and what they are worth."""
    dataset, found = view.dataset, items(view)
    still = found[found["terbuka"]]
    worth = float(found["nilai_terbuka_rp"].sum())
    states = found["status"].value_counts()
    return Explanation(
        key="temuan",
        title="Temuan dan dokumen yang belum tuntas",
        method="terbuka = belum ditindaklanjuti atau dalam proses (status pemeriksaan BPK)",
        unit="temuan; rupiah",
        formula=(
            f"terbuka = {len(found)} − {len(found) - len(still)} = {len(still)}\n"
            f"nilai terbuka = {format_rp(worth)}"
        ),
        inputs=(
            *(Input(STATES[s], format_number(int(states.get(s, 0)), 0)) for s in STATES),
            _input(dataset, "audit", "status", "Status", f"{len(found)} baris"),
            _input(dataset, "audit", "nilai_rp", "Nilai", format_rp(found["nilai_rp"].sum())),
        ),
    )


@once
def explain_late(view: View) -> Explanation:
    """Return how many findings are past their deadline at the data date."""
    dataset, found, as_of = view.dataset, items(view), view.achievement.as_of
    late = found[found["lewat_hari"] > 0]
    undated = int((found["terbuka"] & found["batas_waktu"].isna()).sum())
    return Explanation(
        key="lewat",
        title="Lewat batas waktu",
        method="belum tuntas dan batas waktunya sebelum tanggal data",
        unit="temuan",
        formula=f"tanggal data {format_date(as_of)}; lewat = {len(late)}",
        inputs=(
            _input(dataset, "audit", "batas_waktu", "Batas waktu", f"{undated} kosong"),
            *(
                Input(str(r["uraian"]), f"{format_number(r['lewat_hari'], 0)} hari")
                for r in late.head(5).to_dict("records")
            ),
        ),
    )


@once
def explain_complaints(view: View) -> Explanation:
    """Return how the share of settled complaints came about."""
    dataset, complaints = view.dataset, view.achievement.pengaduan
    assert complaints is not None
    return Explanation(
        key="pengaduan",
        title="Pengaduan selesai",
        method="baris tanpa jumlah dihitung satu pengaduan",
        unit="persen pengaduan",
        formula=(
            f"persen = {format_number(complaints.selesai, 0)} ÷ "
            f"{format_number(complaints.jumlah, 0)} × 100 = {format_pct(complaints.selesai_pct)}"
        ),
        inputs=(
            _input(dataset, "pengaduan", "status", "Status",
                   f"{format_number(complaints.selesai, 0)} selesai"),
            *(Input("Tidak menjumlah", text) for text in gap_sentences(complaints)),
        ),
    )  # fmt: skip


@once
def lacking_sentence(view: View) -> str:
    """Return which documents lack, in Indonesian; "" when none does."""
    names = lacking(items(view))["uraian"].tolist()
    if not names:
        return ""
    more = f" dan {len(names) - 4} lainnya" if len(names) > 4 else ""
    return f"Dokumen belum lengkap ({len(names)}): {', '.join(map(str, names[:4]))}{more}."


def _input(dataset: Dataset, table: str, column: str, label: str, value: str) -> Input:
    return Input(label, value, refs=column_refs(dataset, table, column, dataset.table(table)))


@once
def oldest_words(complaints: Complaints) -> str:
    """Return the age of the oldest open complaint, in Indonesian."""
    if complaints.terbuka.empty:
        return "–"
    oldest = complaints.terbuka["umur_hari"].max()
    return "tanpa tanggal" if pd.isna(oldest) else f"{format_number(oldest, 0)} hari"


@once
def settling_words(complaints: Complaints) -> str:
    """Return how many wait too long and how long settling takes, in Indonesian."""
    limit = load_rules().days_old
    old = complaints.terbuka.loc[complaints.terbuka["umur_hari"] > limit, "jumlah"].sum()
    words = f"{format_number(old, 0)} lebih dari {limit} hari"
    if pd.isna(complaints.hari_selesai):
        return words
    return f"{words}; selesai rata-rata {format_number(complaints.hari_selesai, 0)} hari"
