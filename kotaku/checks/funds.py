"""Money and people: BPM packages, collaboration, training."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku.checks.constraints import name_of
from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.words import plain
from kotaku.geo import names
from kotaku.words.numbers import format_number, format_rp
from kotaku.words.parsing import read_number

PACKAGE = ["kab_kota", "kelurahan", "bkm", "kegiatan", "tahun"]


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
        details = {"paket": name_of(rows, rows.index[0]), "pagu": format_rp(ceiling)}
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
def handed_over_without_account(data: Data) -> Iterator[Issue]:
    """A hand-over follows the account of the money."""
    frame = data.table("bpm")
    handed = (frame["serah_terima"] == "sudah") & (frame["lpj"] == "belum")
    for label in frame.index[handed]:
        columns, value = ("lpj", "serah_terima"), name_of(frame, label)
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
