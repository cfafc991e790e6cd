"""Money and people: BPM packages, collaboration, training."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku import schema
from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.words import plain
from kotaku.geo import names
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number, format_rp
from kotaku.words.parsing import read_number

PACKAGE = ["kab_kota", "kelurahan", "bkm", "kegiatan", "tahun"]
_AMOUNTS = {
    "bpm": ("cair_rp",),
    "kolaborasi": ("anggaran_rp", "realisasi_rp", "penerima_kk"),
    "peningkatan_kapasitas": (
        "pagu_rp", "realisasi_rp", "sasaran_orang", "hadir_orang", "perempuan_orang"
    ),
    "audit": ("nilai_rp",),
}  # fmt: skip
_LARGE = {
    **_AMOUNTS,
    "bpm": ("pagu_rp", "cair_rp"),
    "kpi": ("baseline", "target", "capaian"),
    "akses": ("kk_total", "kk_air_minum", "kk_sanitasi"),
}
_OVER = (  # table, the larger, the smaller, code
    ("kolaborasi", "realisasi_rp", "anggaran_rp", "REALISASI-MELEBIHI-ANGGARAN"),
    ("peningkatan_kapasitas", "realisasi_rp", "pagu_rp", "REALISASI-MELEBIHI-ANGGARAN"),
    ("peningkatan_kapasitas", "hadir_orang", "sasaran_orang", "HADIR-MELEBIHI-SASARAN"),
    ("peningkatan_kapasitas", "perempuan_orang", "hadir_orang", "PEREMPUAN-MELEBIHI-HADIR"),
    ("bpm", "cair_rp", "pagu_rp", "CAIR-MELEBIHI-PAGU"),
)


@check()
def negative_amounts(data: Data) -> Iterator[Issue]:
    """Neither rupiah nor people are counted below zero."""
    for table, columns in _AMOUNTS.items():
        if table not in data.tables:
            continue
        frame = data.table(table)
        for column in columns:
            details = {"kolom": schema.fields()[column].heading}
            for label, value in frame[column][frame[column] < 0].items():
                yield Issue("JUMLAH-NEGATIF", table, (label,), (column,), plain(value),
                            details=details)  # fmt: skip


@check()
def amounts_beyond_belief(data: Data) -> Iterator[Issue]:
    """No amount is larger than any budget: a slip of the keyboard would drown every sum."""
    most = data.limits["rupiah"]["terbesar"]
    for table, columns in _LARGE.items():
        if table not in data.tables:
            continue
        frame = data.table(table)
        gone: set[object] = set()  # a row is told once: the first cell leaves it out
        for column in columns:
            details = {"kolom": schema.fields()[column].heading}
            for label, value in frame[column][frame[column].abs() > most].items():
                if label not in gone:
                    gone.add(label)
                    yield Issue("JUMLAH-TERLALU-BESAR", table, (label,), (column,), plain(value),
                                details=details)  # fmt: skip


@check()
def parts_over_the_whole(data: Data) -> Iterator[Issue]:
    """What was paid, spent or attended does not exceed what was set aside or planned."""
    for table, part, whole, code in _OVER:
        if table not in data.tables:
            continue
        frame = data.table(table)
        slack = data.limits["rupiah"]["toleransi"] if part.endswith("_rp") else 0.0
        say = format_rp if part.endswith("_rp") else lambda v: format_number(v, 0)
        for label in frame.index[frame[part] > frame[whole] + slack]:
            details = {"batas": say(float(frame.loc[label, whole])), "baris": _what(frame, label)}
            value = say(float(frame.loc[label, part]))
            yield Issue(code, table, (label,), (part, whole), value, details=details)


def _what(frame: pd.DataFrame, label: object) -> str:
    for column in ("kelurahan", "kegiatan", "sumber_dana"):
        if column in frame and pd.notna(text := frame.loc[label, column]):
            return str(text)
    return "baris ini"


@check("bpm")
def packages_without_ceiling(data: Data) -> Iterator[Issue]:
    """A package has a ceiling; without it nothing can be told about its payments."""
    ceiling = data.table("bpm")["pagu_rp"]
    for label, value in ceiling[ceiling.isna() | (ceiling <= 0)].items():
        word = "kosong" if pd.isna(value) else format_rp(value)
        yield Issue("BPM-PAGU-KOSONG", "bpm", (label,), ("pagu_rp",), word)


@check("bpm")
def payments_over_the_ceiling(data: Data) -> Iterator[Issue]:
    """All payments of a package together do not exceed its ceiling, nor its parts 100 %."""
    frame = data.table("bpm")
    slack = data.limits["rupiah"]["toleransi"]
    for _, rows in frame.groupby(PACKAGE, dropna=False, sort=False):
        if len(rows) < 2:
            continue
        labels, ceiling = tuple(rows.index), float(rows["pagu_rp"].max())
        paid = float(rows["cair_rp"].sum())
        details = {"paket": _what(rows, rows.index[0]), "pagu": format_rp(ceiling)}
        if rows["pagu_rp"].nunique() > 1:
            words = " dan ".join(format_rp(v) for v in sorted(rows["pagu_rp"].unique()))
            yield Issue("BPM-PAGU-BERBEDA", "bpm", labels, ("pagu_rp",), words, details=details)
        if paid > ceiling + slack and not (rows["cair_rp"] > ceiling + slack).any():
            yield Issue("BPM-TERMIN-MELEBIHI-PAGU", "bpm", labels, ("cair_rp",), format_rp(paid),
                        details=details)  # fmt: skip
        parts = [read_number(t, "%") or 0.0 for t in rows["termin"].dropna() if "%" in t]
        if sum(parts) > 100 + 1e-9:
            value = plain(sum(parts))
            yield Issue("BPM-TERMIN-MELEBIHI-100", "bpm", labels, ("termin",), value,
                        details=details)  # fmt: skip


@check("bpm")
def works_out_of_range(data: Data) -> Iterator[Issue]:
    """Physical progress lies between 0 and 100."""
    done = data.table("bpm")["fisik_pct"]
    for label, value in done[(done < 0) | (done > 100)].items():
        yield Issue("BPM-FISIK-DI-LUAR-RENTANG", "bpm", (label,), ("fisik_pct",), plain(value))


@check("bpm")
def finished_before_payment(data: Data) -> Iterator[Issue]:
    """Works end after the first payment; a hand-over follows the account of the money."""
    frame = data.table("bpm")
    for label in frame.index[frame["selesai"] < frame["tanggal"]]:
        value = format_date(frame.loc[label, "selesai"])
        details = {"cair": format_date(frame.loc[label, "tanggal"])}
        columns = ("selesai", "tanggal")
        yield Issue("BPM-SELESAI-SEBELUM-CAIR", "bpm", (label,), columns, value, details=details)
    handed = (frame["serah_terima"] == "sudah") & (frame["lpj"] == "belum")
    for label in frame.index[handed]:
        columns, value = ("lpj", "serah_terima"), _what(frame, label)
        yield Issue("BPM-SERAH-TERIMA-TANPA-LPJ", "bpm", (label,), columns, value)


@check("bpm")
def packages_in_unknown_places(data: Data) -> Iterator[Issue]:
    """A package lies in a kelurahan of the data set, as far as its list names any."""
    places = [data.given[t]["kelurahan"] for t in ("lokasi", "rt") if t in data.given]
    known = {names.bare(v) for v in pd.concat(places).dropna()} if places else set()
    if not known:
        return
    for label, value in data.table("bpm")["kelurahan"].dropna().items():
        if names.bare(value) not in known:
            yield Issue("BPM-KELURAHAN-TIDAK-DIKENAL", "bpm", (label,), ("kelurahan",), value)


@check("kolaborasi", "akses")
def more_beneficiaries_than_households(data: Data) -> Iterator[Issue]:
    """A contribution reaches no more households than its kabupaten/kota has."""
    frame = data.table("kolaborasi")
    known = data.table("akses").groupby("kab_kota")["kk_total"].max()
    values = known.reindex(frame["kab_kota"]).to_numpy(dtype="float64")
    total = pd.Series(values, index=frame.index)
    for label in frame.index[frame["penerima_kk"] > total]:
        value = format_number(frame.loc[label, "penerima_kk"], 0)
        details = {"kk_total": format_number(total[label], 0)}
        columns = ("penerima_kk",)
        yield Issue("PENERIMA-MELEBIHI-KK", "kolaborasi", (label,), columns, value,
                    details=details)  # fmt: skip
