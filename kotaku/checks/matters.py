"""Matters that somebody must settle: audit findings, complaints, follow-ups."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.words import plain
from kotaku.words.dates import format_date


@check("audit")
def open_findings_without_deadline(data: Data) -> Iterator[Issue]:
    """An open finding without a deadline can never be late: it is told once."""
    frame = data.table("audit")
    rows = frame["status"].isin(["belum", "proses"]) & frame["batas_waktu"].isna()
    if rows.any():
        labels, columns = tuple(frame.index[rows]), ("batas_waktu",)
        details = {"jumlah": int(rows.sum())}
        yield Issue("AUDIT-TANPA-BATAS-WAKTU", "audit", labels, columns, details=details)


@check("pengaduan")
def complaints_settled_too_early(data: Data) -> Iterator[Issue]:
    """A complaint is settled on or after the day it came in."""
    frame = data.table("pengaduan")
    for label in frame.index[frame["tanggal_selesai"] < frame["tanggal"]]:
        value = format_date(frame.loc[label, "tanggal_selesai"])
        details = {"masuk": format_date(frame.loc[label, "tanggal"])}
        columns = ("tanggal", "tanggal_selesai")
        yield Issue("PENGADUAN-SELESAI-SEBELUM-MASUK", "pengaduan", (label,), columns, value,
                    details=details)  # fmt: skip


@check("pengaduan")
def complaints_with_two_states(data: Data) -> Iterator[Issue]:
    """What has a day of settlement is settled."""
    frame = data.table("pengaduan")
    rows = frame["tanggal_selesai"].notna() & frame["status"].isin(["baru", "proses"])
    for label, value in frame.loc[rows, "status"].items():
        details = {"tanggal": format_date(frame.loc[label, "tanggal_selesai"])}
        columns = ("status", "tanggal_selesai")
        yield Issue("PENGADUAN-STATUS-BERBEDA", "pengaduan", (label,), columns, str(value),
                    details=details)  # fmt: skip


@check("pengaduan")
def complaints_without_number(data: Data) -> Iterator[Issue]:
    """A row stands for one complaint or more."""
    count = data.table("pengaduan")["jumlah"]
    for label, value in count[count.notna() & (count <= 0)].items():
        yield Issue("PENGADUAN-JUMLAH-NOL", "pengaduan", (label,), ("jumlah",), plain(float(value)))


@check("rtl")
def follow_ups_that_say_nothing(data: Data) -> Iterator[Issue]:
    """A follow-up says a problem or what is done about it."""
    frame = data.table("rtl")
    for label in frame.index[frame["masalah"].isna() & frame["tindakan"].isna()]:
        value = frame.loc[label, "pic"]
        columns = ("masalah", "tindakan")
        yield Issue("RTL-KOSONG", "rtl", (label,), columns, "" if pd.isna(value) else str(value))
