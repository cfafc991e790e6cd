"""A kawasan against its RT: figures of the whole that are not those of its parts."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku import schema
from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.words import plain

_PLACE = ["kab_kota", "kelurahan", "kawasan"]
_DENOMINATORS = (
    "jumlah_bangunan", "jumlah_kk", "panjang_jalan_ideal_m", "panjang_drainase_ideal_m"
)  # fmt: skip


@check("rt")
def kawasan_beside_its_rt(data: Data) -> Iterator[Issue]:
    """A row for the whole kawasan among its RT would count its hectares twice: it is left out.

    Its denominators are compared with the sums of the RT (metode: data kotor, Kauman).
    """
    frame, limits = data.table("rt"), data.limits["kawasan"]
    whole = frame["kawasan"].notna() & frame["rt_rw"].isna()
    if not whole.any() or whole.all():
        return
    parts = frame[frame["rt_rw"].notna()]
    groups = parts.groupby(["kab_kota", "kawasan"], dropna=False)
    size = groups.size()
    sums = groups[["luas_verifikasi_ha", *_DENOMINATORS]].sum(min_count=1)
    for label, row in frame[whole].iterrows():
        key = (row["kab_kota"], row["kawasan"])
        if key not in sums.index or size[key] < limits["rt_paling_sedikit"]:
            continue
        area = sums.loc[key, "luas_verifikasi_ha"]
        if not row["luas_verifikasi_ha"] >= limits["bagian_luas"] * area:
            continue
        details = {"jumlah": int(size[key]), "beda": _differences(row, sums.loc[key])}
        yield Issue("KAWASAN-DAN-RT", "rt", (label,), ("kawasan",), str(key[1]), details=details)


def _differences(row: pd.Series, sums: pd.Series) -> str:
    told = [
        f"{schema.fields()[name].heading} {plain(row[name])}, jumlah RT {plain(sums[name])}"
        for name in ("luas_verifikasi_ha", *_DENOMINATORS)
        if pd.notna(row[name]) and pd.notna(sums[name]) and abs(row[name] - sums[name]) > 0.005
    ]
    return "; ".join(told) or "angkanya sama dengan jumlah RT"


@check("lokasi", "rt")
def location_against_its_rt(data: Data) -> Iterator[Issue]:
    """The area of a location is about the sum of its RT."""
    location, rt, limits = data.table("lokasi"), data.table("rt"), data.limits["kawasan"]
    by_id = rt.groupby("id_lokasi")["luas_verifikasi_ha"].sum(min_count=1)
    by_name = rt.groupby(_PLACE, dropna=False)["luas_verifikasi_ha"].sum(min_count=1)
    names = pd.MultiIndex.from_frame(location[_PLACE])
    twice = names.duplicated(keep=False)
    found = location["id_lokasi"].map(by_id).astype("float64")
    named = pd.Series(by_name.reindex(names).to_numpy(), index=location.index)
    clear = location[["kelurahan", "kawasan"]].notna().any(axis=1) & ~twice
    found = found.fillna(named.where(clear))
    for column in ("luas_verifikasi_ha", "luas_sk_ha"):
        area = location[column]
        allowed = (area.abs() * limits["beda_relatif"]).clip(lower=limits["beda_ha"])
        wrong = (area - found).abs() > allowed + 1e-9
        if column == "luas_sk_ha":
            wrong &= location["luas_verifikasi_ha"].isna()
        for label in location.index[wrong]:
            details = {"rt": plain(round(float(found[label]), 4))}
            value = plain(area[label])
            yield Issue("LUAS-LOKASI-BUKAN-JUMLAH-RT", "lokasi", (label,), (column,), value,
                        details=details)  # fmt: skip


@check("rt", "kekumuhan", "pekerjaan")
def works_on_first_rt(data: Data) -> Iterator[Issue]:
    """Works of a whole kawasan that were all written on its first RT (metode: data kotor)."""
    rt, works = data.table("rt"), data.table("pekerjaan")
    named = rt[rt["kawasan"].notna() & rt["id_rt"].notna()].drop_duplicates("id_rt")
    named = named.sort_values(["_sumber", "_baris"])  # the first one on the sheet
    place = named["kab_kota"].fillna("").str.cat(named["kawasan"], sep="|")
    of_rt = pd.Series(place.to_numpy(), index=named["id_rt"].to_numpy())
    where = works["id_rt"].map(of_rt)
    treated = works.groupby(where)["id_rt"].nunique()
    size = place.value_counts()
    first = named.groupby(place)["id_rt"].first()
    fewest = data.limits["kawasan"]["rt_paling_sedikit"]
    alone = [k for k in treated.index[treated == 1] if size[k] >= fewest]
    if not alone:
        return
    beyond = _beyond(data)
    for key in alone:
        own = works[where == key]
        ident = own["id_rt"].iloc[0]
        if ident == first[key] and ident in beyond:
            details = {"id_rt": ident, "jumlah": len(own), "rt": int(size[key])}
            yield Issue("PEKERJAAN-DI-RT-PERTAMA", "pekerjaan", tuple(own.index), ("id_rt",),
                        str(key).split("|")[1], details=details)  # fmt: skip


def _beyond(data: Data) -> set[object]:
    """Return the RT whose works are larger than their first problem in some criterion."""
    state = data.table("kekumuhan").sort_values("tahun", kind="stable").drop_duplicates("id_rt")
    works = data.table("pekerjaan").groupby(["id_rt", "kriteria"])["volume"].sum()
    found: set[object] = set()
    for criterion in data.regulation.criteria:
        column = schema.criterion_column("volume", criterion.id)
        if column not in state.columns or criterion.id not in works.index.levels[1]:
            continue
        done = works.xs(criterion.id, level="kriteria")
        problem = done.index.map(state.set_index("id_rt")[column])
        found.update(done.index[done.to_numpy() > problem.to_numpy(dtype="float64") * 1.001 + 0.01])
    return found
