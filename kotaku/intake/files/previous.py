"""A data set against the one before it: what changed too much, and what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from kotaku import schema
from kotaku.checks.limits import limits
from kotaku.checks.words import listed, plain
from kotaku.dataset import Dataset
from kotaku.findings import Finding, finding
from kotaku.intake.files.joining import coverage, place_of_rows
from kotaku.words.numbers import format_number, format_pct

_PLACE = ["kab_kota", "kelurahan", "kawasan"]
_ID = {"lokasi": "id_lokasi", "rt": "id_rt"}


def same_province(one: Dataset, other: Dataset) -> bool:
    """Tell whether two data sets are of one province.

    By their Profil; where one of them names none, by a kab/kota that both have.
    """
    names = [" ".join(d.profile.get("provinsi", "").casefold().split()) for d in (one, other)]
    if all(names):
        return names[0] == names[1]
    return bool({*one.kab_kota} & {*other.kab_kota})


def compare(previous: Dataset, now: Dataset) -> tuple[Finding, ...]:
    """Return what a data set says otherwise than the one before it, and what it lacks.

    Findings of the catalogue ``banding``; thresholds in checks/limits.toml, [sebelumnya]. What is
    new is no finding. Locations and RT are the same by their id, else by their names.
    """
    gone = sorted({*previous.kab_kota} - {*now.kab_kota})
    return (
        *_places_gone(previous, gone),
        *_coverage_shrank(previous, now, gone),
        *_units(previous, now, "lokasi", gone),
        *_units(previous, now, "rt", gone),
        *_totals(previous, now, gone),
        *_past_reductions(previous, now, gone),
        *_past_progress(previous, now),
    )


def _places_gone(previous: Dataset, gone: Sequence[str]) -> Iterator[Finding]:
    area = _areas(previous)
    for place in gone:
        own = area[area["kab_kota"] == place]
        yield finding("WILAYAH-HILANG", value=place, place=place, jumlah=len(own),
                      luas=_ha(own["luas_ha"].sum()))  # fmt: skip


def _coverage_shrank(previous: Dataset, now: Dataset, gone: Sequence[str]) -> Iterator[Finding]:
    rule = limits()["sebelumnya"]
    keys = ["kab_kota", "tabel"]
    before, after = (coverage(d).set_index(keys)["baris"] for d in (previous, now))
    both = pd.DataFrame({"dulu": before, "kini": after}).fillna(0)
    for (place, table), row in both[both["dulu"] > both["kini"]].iterrows():
        if place in gone:
            continue
        words = {"wilayah": place, "dulu": int(row["dulu"])}
        sheet = schema.tables()[str(table)].sheet
        if row["kini"] == 0:
            yield finding("LEMBAR-HILANG", value=sheet, place=str(place), **words)
        elif table not in _ID and row["kini"] < row["dulu"] * (1 - rule["baris_relatif"]):
            yield finding("BARIS-BERKURANG", value=int(row["kini"]), place=str(place),
                          lembar=sheet, **words)  # fmt: skip


def _frame(dataset: Dataset, table: str) -> pd.DataFrame:
    """Return the units of a table: kab_kota, nama, luas_ha, and the keys id and tempat."""
    frame = dataset.table(table)
    area = frame["luas_verifikasi_ha"]
    if table == "lokasi":
        area = frame["luas_sk_ha"].fillna(area)
    place = place_of_rows(dataset, table)
    rest = [c for c in ("kelurahan", "kawasan", "rt_rw") if c in frame.columns]
    words = frame[rest].fillna("").itertuples(index=False, name=None)
    named = pd.Series([" ".join(filter(None, w)) for w in words], index=frame.index, dtype="str")
    ident = frame[_ID[table]]
    units = pd.DataFrame({"kab_kota": place, "luas_ha": area, "id": ident})
    units["tempat"] = (place.fillna("") + "|" + named).str.casefold()
    units["nama"] = named.where(named != "", ident.fillna("").astype("str"))
    unclear = (named == "") | units["tempat"].duplicated(keep=False)
    units["tempat"] = units["tempat"].where(~unclear)
    return units


def _areas(dataset: Dataset) -> pd.DataFrame:
    """Return the units that carry the area: the locations, or the RT where there are none."""
    return _frame(dataset, "lokasi" if dataset.has("lokasi") else "rt")


def _matched(before: pd.DataFrame, after: pd.DataFrame) -> pd.Series[Any]:
    """Return for each earlier unit the label of the same unit now, missing where it is gone."""
    by_id, by_place = (
        {key: label for label, key in after[c].dropna().drop_duplicates().items()}
        for c in ("id", "tempat")
    )
    return before["id"].map(by_id).fillna(before["tempat"].map(by_place))


def _units(previous: Dataset, now: Dataset, table: str, gone: Sequence[str]) -> Iterator[Finding]:
    before, after = _frame(previous, table), _frame(now, table)
    if before.empty or after.empty:  # a sheet that is gone was said before
        return
    before = before[~before["kab_kota"].isin(list(gone))]
    at = _matched(before, after)
    for place, rows in before[at.isna()].groupby("kab_kota", dropna=False):
        if not (after["kab_kota"] == place).any():
            continue
        yield finding(
            "LOKASI-HILANG" if table == "lokasi" else "RT-HILANG",
            value=len(rows), place=_name(place), wilayah=_name(place),
            luas=_ha(rows["luas_ha"].sum()), daftar=listed(sorted(rows["nama"])),
        )  # fmt: skip
    same = before[at.notna()].assign(kini=at.dropna())
    same["luas_kini"] = after["luas_ha"].reindex(same["kini"]).to_numpy()
    changed = same[_changed_much(same["luas_ha"], same["luas_kini"])]
    yield from (_location_changed if table == "lokasi" else _rt_changed)(now, changed)


def _changed_much(before: pd.Series[float], after: pd.Series[float]) -> pd.Series[bool]:
    rule = limits()["sebelumnya"]
    change = (after - before).abs()
    return (change > before.abs() * rule["luas_relatif"]) & (change >= rule["luas_ha"] - 1e-9)


def _location_changed(now: Dataset, changed: pd.DataFrame) -> Iterator[Finding]:
    for row in changed.to_dict("records"):
        label = int(row["kini"])
        column = "luas_sk_ha"
        if pd.isna(now.table("lokasi").loc[label, column]):
            column = "luas_verifikasi_ha"
        where = now.cell("lokasi", label, column)
        times = row["luas_kini"] / row["luas_ha"] if row["luas_ha"] else float("nan")
        yield finding(
            "LUAS-LOKASI-BERUBAH",
            value=plain(row["luas_kini"]), place=_name(row["kab_kota"]),
            file=where.file if where else "", sheet=where.sheet if where else "",
            cell=where.cell if where else "", row=int(now.table("lokasi").loc[label, "_baris"]),
            lokasi=f"{row['nama']}, {_name(row['kab_kota'])}", dulu=plain(row["luas_ha"]),
            kali=f"{format_number(times, 2)} kali",
        )  # fmt: skip


def _rt_changed(now: Dataset, changed: pd.DataFrame) -> Iterator[Finding]:  # noqa: ARG001
    percent = format_number(limits()["sebelumnya"]["luas_relatif"] * 100, 0)
    for place, rows in changed.groupby("kab_kota", dropna=False):
        words = [f"{r['nama']} {plain(r['luas_ha'])} → {plain(r['luas_kini'])} ha"
                 for r in rows.to_dict("records")]  # fmt: skip
        yield finding("LUAS-RT-BERUBAH", value=len(rows), place=_name(place),
                      wilayah=_name(place), batas=percent, daftar=listed(words))  # fmt: skip


def _totals(previous: Dataset, now: Dataset, gone: Sequence[str]) -> Iterator[Finding]:
    rule = limits()["sebelumnya"]
    before, after = _areas(previous), _areas(now)
    sums = pd.DataFrame(
        {
            "dulu": before.groupby("kab_kota")["luas_ha"].sum(),
            "kini": after.groupby("kab_kota")["luas_ha"].sum(),
        }
    ).dropna()
    rows = [(str(place), row["dulu"], row["kini"]) for place, row in sums.iterrows()]
    if not gone and len(before) and len(after):
        rows.append(("", before["luas_ha"].sum(), after["luas_ha"].sum()))
    for place, old, new in rows:
        if abs(new - old) <= max(abs(old) * rule["jumlah_relatif"], rule["luas_ha"]):
            continue
        share = (new - old) / old * 100 if old else float("nan")
        yield finding(
            "LUAS-WILAYAH-BERUBAH", value=_ha(new), place=place, dulu=_ha(old),
            wilayah=place or "seluruh data", selisih=format_number(new - old, 2, sign=True),
            persen=format_pct(share),
        )  # fmt: skip


def _past_reductions(previous: Dataset, now: Dataset, gone: Sequence[str]) -> Iterator[Finding]:
    before, after = _reductions(previous), _reductions(now)
    slack = limits()["pengurangan"]["toleransi_ha"] + 1e-9
    for key, old in before.items():
        place, year, status = key
        if place in gone or status == "simulasi" or key not in after:
            continue
        if abs(after[key] - old) > slack:
            yield finding("PENGURANGAN-LAMA-BERUBAH", value=_ha(after[key]), place=str(place),
                          wilayah=place, tahun=year, status=status, dulu=_ha(old))  # fmt: skip


def _reductions(dataset: Dataset) -> Mapping[tuple[str, int, str], float]:
    frame = dataset.table("pengurangan")
    place = place_of_rows(dataset, "pengurangan")
    keys = [place.rename("kab_kota"), frame["tahun"], frame["status"]]
    sums = frame.groupby(keys)["pengurangan_ha"].sum()
    return {(str(p), int(y), str(s)): float(v) for (p, y, s), v in sums.items()}


def _past_progress(previous: Dataset, now: Dataset) -> Iterator[Finding]:
    key = ["kab_kota", "id_kegiatan", "minggu"]
    before, after = (
        d.table("progres").dropna(subset=["realisasi_pct"]).drop_duplicates(key)
        for d in (previous, now)
    )
    both = before.merge(after, on=key, suffixes=("", "_kini"))
    both = both[(both["realisasi_pct"] - both["realisasi_pct_kini"]).abs() > 1e-9]
    for place, rows in both.groupby("kab_kota", dropna=False):
        words = [
            f"{r['id_kegiatan']} {plain(r['realisasi_pct'])} → {plain(r['realisasi_pct_kini'])} %"
            for r in rows.drop_duplicates("id_kegiatan").to_dict("records")
        ]
        yield finding("PROGRES-LAMA-BERUBAH", value=len(words), place=_name(place),
                      wilayah=_name(place) or "provinsi", daftar=listed(words))  # fmt: skip


def _name(place: object) -> str:
    return "" if pd.isna(place) else str(place)


def _ha(value: float) -> str:
    return format_number(float(value), 2)
