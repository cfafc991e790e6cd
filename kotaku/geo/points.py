"""Where the units lie: points for the map, and a list of those that have none."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, Protocol, TypedDict

import pandas as pd

from kotaku.geo.model import Delineations
from kotaku.words.loading import DataFile
from kotaku.words.numbers import format_ha, format_number

COLUMNS: Final = (
    "id_unit", "nama", "kab_kota", "lintang", "bujur", "luas_ha", "tingkat", "sisa_ha"
)  # fmt: skip
_LOOKED_AT = (  # of the conditions, which have many more
    "id_unit", "nama", "kelurahan", "kab_kota", "lintang", "bujur", "luas_ha", "tingkat", "tahun",
)  # fmt: skip
UNPLACED: Final = ("id_unit", "nama", "kab_kota", "luas_ha", "sebab")


class Bounds(TypedDict):
    """The box [degrees] that a point in Indonesia lies in."""

    lintang: tuple[float, float]
    bujur: tuple[float, float]


bounds = DataFile(__package__, "bounds.toml", Bounds)
WITHOUT = "tanpa koordinat"
HALF = "hanya satu dari lintang dan bujur diisi"
SWAPPED = "lintang dan bujur tertukar"
OUTSIDE = "di luar Indonesia"
AGREED_HA: Final = 0.01  # hectares as they are written
UNLOCATED = "pengurangan tidak menyebut lokasi"


class Conditions(Protocol):
    """An evaluation, as far as the map needs it."""

    @property
    def settings(self) -> Any:
        """Return the settings; ``satuan`` is the level in use."""
        ...

    @property
    def regulation(self) -> Any:
        """Return the rule set that judged them."""
        ...

    @property
    def kondisi(self) -> pd.DataFrame:
        """Return the conditions per unit, year and scenario."""
        ...

    @property
    def by_conditions(self) -> frozenset[str]:
        """Return the kab/kota whose account follows from conditions; "" is the whole."""
        ...

    @property
    def lokasi(self) -> pd.DataFrame:
        """Return the locations of the base in use."""
        ...

    @property
    def laporan(self) -> pd.DataFrame:
        """Return the reported reductions that count, planned ones marked ``rencana``."""
        ...


def points(
    evaluation: Conditions,
    *,
    simulasi: bool = True,
    sampai_tahun: int | None = None,
    polygons: Delineations | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the units that can be drawn, and those that cannot with the reason.

    Parameters
    ----------
    evaluation : its conditions at the level in use; where its account follows from reports, its
        locations and the reported reductions that the account counts
    simulasi : whether planned works and simulated reductions count
    sampai_tahun : the last year to look at; None is all
    polygons : a unit without usable coordinates stands at a point inside its polygon

    Returns
    -------
    placed : columns COLUMNS; coordinates [degrees] to 5 decimals, luas_ha and sisa_ha [ha];
        tingkat is missing where only hectares are known
    unplaced : columns UNPLACED

    Where the account of a kab/kota follows from reports, a location stands for its RT, unless these
    are drawn as polygons and have the very hectares of the location: then they stand for it. Every
    unit is in exactly one of the two. sisa_ha of a scored unit is its whole area while it is
    kumuh, else 0. Reported reductions that name no known location are on no point: they are rows of
    ``unplaced`` per kab/kota, with the hectares [ha] of the reduction as luas_ha.
    """
    scored = _scored(evaluation, simulasi=simulasi, sampai_tahun=sampai_tahun)
    moved = _moved(evaluation, simulasi=simulasi, sampai_tahun=sampai_tahun)
    by_location = _locations(evaluation.lokasi, moved)
    scored, by_location = _inside(scored, polygons), _inside(by_location, polygons)
    unlocated = _unlocated(evaluation.lokasi, moved)
    if len(scored) > 0 and (_reason(scored).eq("").any() or by_location.empty):
        home = scored["id_unit"].map(_homes(evaluation, polygons)).astype("str").fillna("")
        units, rest = _by_account(evaluation, scored, by_location, home)
        unlocated = unlocated[unlocated["kab_kota"].isin(rest)]
    else:
        units = by_location
    reason = _reason(units)
    placed = units[reason == ""]
    # to the square metre: sums of decimals leave crumbs that would count as kumuh
    placed = placed.round({"lintang": 5, "bujur": 5, "sisa_ha": 4})
    unplaced = units.assign(sebab=reason)[reason != ""]
    unplaced = pd.concat([unplaced, unlocated]) if len(unlocated) else unplaced
    return (
        placed[list(COLUMNS)].reset_index(drop=True),
        unplaced[list(UNPLACED)].reset_index(drop=True),
    )


class PlacedUnits(NamedTuple):
    """The units that have a point on the map: at the start, and by what is done.

    ``unlocated_ha`` is the reduction that names no location: it is on no point; ``unplaced`` are
    the units without one now (UNPLACED).
    """

    before: pd.DataFrame
    after: pd.DataFrame
    unlocated_ha: float
    unplaced: pd.DataFrame

    @property
    def left_words(self) -> str:
        """What the points still hold, and what the account knows beyond them."""
        left = format_ha(float(self.after["sisa_ha"].sum()))
        if not self.unlocated_ha:
            return f"{left} tersisa pada titik di peta"
        return f"{left} pada titik di peta; {format_ha(self.unlocated_ha)} {UNLOCATED}"


def before_after(
    evaluation: Conditions, sampai_tahun: int | None, polygons: Delineations | None = None
) -> PlacedUnits:
    """Return the units on the map at the start and by what is done."""
    before, _ = points(evaluation, simulasi=False, sampai_tahun=0, polygons=polygons)
    after, unplaced = points(
        evaluation, simulasi=False, sampai_tahun=sampai_tahun, polygons=polygons
    )
    gone = unplaced.loc[unplaced["sebab"] == UNLOCATED, "luas_ha"]
    return PlacedUnits(before, after, float(gone.sum()), unplaced)


def answer(placed: pd.DataFrame, unplaced: pd.DataFrame) -> str:
    """Return in one sentence what the map shows and what it does not."""
    left = placed.loc[placed["sisa_ha"] > 0]
    text = (
        f"{format_number(len(placed), 0)} titik, {format_ha(float(placed['luas_ha'].sum()))}; "
        f"{format_number(len(left), 0)} masih kumuh, {format_ha(float(left['sisa_ha'].sum()))}"
    )
    unlocated = unplaced["sebab"] == UNLOCATED
    if len(unplaced[~unlocated]):
        text += f"; {format_number((~unlocated).sum(), 0)} tanpa koordinat yang dapat dipakai"
    if unlocated.any():
        gone = float(unplaced.loc[unlocated, "luas_ha"].sum())
        text += f"; {format_ha(gone)} {UNLOCATED}, maka belum dikurangkan di peta"
    return f"{text}."


def _inside(units: pd.DataFrame, polygons: Delineations | None) -> pd.DataFrame:
    """Return the units with a point inside their polygon where they have none of their own."""
    if not polygons or units.empty:
        return units
    known = polygons.units[(polygons.units["id_unit"] != "") & polygons.units["bujur"].notna()]
    known = known.drop_duplicates("id_unit").set_index("id_unit")
    lost = _reason(units) != ""
    return units.assign(
        **{
            axis: units[axis].mask(lost, units["id_unit"].map(known[axis])).astype("float64")
            for axis in ("lintang", "bujur")
        }
    )


def _reason(units: pd.DataFrame) -> pd.Series[str]:
    """Return why a point cannot be drawn; empty when it can."""
    lat, lon = units["lintang"], units["bujur"]
    inside = lat.between(*bounds()["lintang"]) & lon.between(*bounds()["bujur"])
    swapped = lon.between(*bounds()["lintang"]) & lat.between(*bounds()["bujur"])
    reason = pd.Series(OUTSIDE, index=units.index, dtype="str")
    reason = reason.mask(swapped, SWAPPED).mask(inside, "")
    reason = reason.mask(lat.isna() ^ lon.isna(), HALF)
    return reason.mask(lat.isna() & lon.isna(), WITHOUT)


def _scored(evaluation: Conditions, *, simulasi: bool, sampai_tahun: int | None) -> pd.DataFrame:
    """Return the latest condition of each unit; the baseline year in any case."""
    rows = evaluation.kondisi
    wanted = rows["satuan"] == evaluation.settings.satuan
    wanted &= rows["skenario"] == ("simulasi" if simulasi else "realisasi")
    rows = rows.loc[wanted, list(_LOOKED_AT)].sort_values(["id_unit", "tahun"], kind="stable")
    if sampai_tahun is not None and len(rows):
        rows = rows[rows["tahun"] <= max(sampai_tahun, int(rows["tahun"].min()))]
    now = rows.drop_duplicates("id_unit", keep="last")
    names = now["nama"].where(now["kelurahan"].isna() | (now["nama"] == now["kelurahan"]),
                              now["nama"] + ", " + now["kelurahan"].fillna(""))  # fmt: skip
    kumuh = now["tingkat"].notna() & (now["tingkat"] != "tidak_kumuh")
    return now.assign(nama=names, sisa_ha=now["luas_ha"].where(kumuh, 0.0))


def _moved(evaluation: Conditions, *, simulasi: bool, sampai_tahun: int | None) -> pd.DataFrame:
    """Return the reported reductions that count."""
    moved = evaluation.laporan
    if not simulasi:
        moved = moved[~moved["rencana"].astype("bool")]
    return moved if sampai_tahun is None else moved[moved["tahun"] <= sampai_tahun]


def _locations(lokasi: pd.DataFrame, moved: pd.DataFrame) -> pd.DataFrame:
    """Return the locations of the decree with what is left of each after its reductions."""
    area = lokasi["luas_sk_ha"].fillna(lokasi["luas_verifikasi_ha"]).astype("float64")
    gone = (moved["pengurangan_ha"] - moved["kumuh_baru_ha"]).groupby(moved["id_lokasi"]).sum()
    named = lokasi["kawasan"].fillna(lokasi["kelurahan"]).fillna(lokasi["id_lokasi"])
    return pd.DataFrame(
        {
            "id_unit": lokasi["id_lokasi"].astype("str"),
            "nama": named.astype("str"),
            "kab_kota": lokasi["kab_kota"],
            "lintang": lokasi["lintang"].astype("float64"),
            "bujur": lokasi["bujur"].astype("float64"),
            "luas_ha": area,
            "tingkat": pd.Series(pd.NA, index=lokasi.index, dtype="str"),
            "sisa_ha": area - lokasi["id_lokasi"].map(gone).fillna(0.0).astype("float64"),
        }
    )


def _by_account(
    evaluation: Conditions, scored: pd.DataFrame, by_location: pd.DataFrame, home: pd.Series[str]
) -> tuple[pd.DataFrame, set[str]]:
    """Return the units that the account of each kab/kota counts, and the kab/kota of locations.

    ``home`` is the location for which a scored unit may stand, "" where there is none.
    """
    place = scored["kab_kota"].fillna("")
    listed = set(by_location["kab_kota"].dropna())
    by_conditions = place.isin(evaluation.by_conditions) | ~place.isin(listed)
    if scored.loc[by_conditions, "kab_kota"].isna().any() or not listed:
        return scored, set()
    counted = scored[by_conditions | home.ne("")]
    rest = by_location[
        ~by_location["kab_kota"].isin(set(scored.loc[by_conditions, "kab_kota"]))
        & ~by_location["id_unit"].isin(set(home))
    ]
    if rest.empty:
        return counted, set()
    return pd.concat([counted, rest], ignore_index=True), set(rest["kab_kota"].dropna())


def _homes(evaluation: Conditions, polygons: Delineations | None) -> dict[str, str]:
    """Return the location of each unit whose location is drawn by units of the same hectares.

    What is done counts, of all years, so that a map shows the same units in every year. Hectares
    may agree location by location, or for the whole kab/kota: then with those of the reductions
    that name no location.
    """
    if not polygons or evaluation.lokasi.empty:
        return {}
    moved = _moved(evaluation, simulasi=False, sampai_tahun=None)
    unlocated = _unlocated(evaluation.lokasi, moved).set_index("kab_kota")["luas_ha"]
    listed = _locations(evaluation.lokasi, moved).drop_duplicates("id_unit").set_index("id_unit")
    units = polygons.units[polygons.units["id_lokasi"] != ""]
    scored = _scored(evaluation, simulasi=False, sampai_tahun=None)
    scored = scored.merge(units[["id_unit", "id_lokasi", "jumlah_poligon"]], on="id_unit")
    drawn = scored.loc[scored["jumlah_poligon"] > 0, "id_lokasi"]
    sums = scored.groupby("id_lokasi")[["luas_ha", "sisa_ha"]].sum()
    sums = sums[sums.index.isin(drawn) & sums.index.isin(listed.index)]
    lokasi = listed.loc[sums.index]
    apart = lokasi[["luas_ha", "sisa_ha"]] - sums
    agreed = set(sums.index[(apart.abs() < AGREED_HA).all(axis=1)])
    for place, gap in apart.groupby(lokasi["kab_kota"]):
        whole = len(gap) == int((listed["kab_kota"] == place).sum())
        left = gap.sum() - float(unlocated.get(str(place), 0.0))
        if whole and (left.abs() < AGREED_HA * len(gap)).all():
            agreed |= set(gap.index)
    found = scored[scored["id_lokasi"].isin(agreed)]
    return dict(zip(found["id_unit"], found["id_lokasi"], strict=True))


def _unlocated(lokasi: pd.DataFrame, moved: pd.DataFrame) -> pd.DataFrame:
    """Return the reductions that stand at no location, added up per kab/kota."""
    known = lokasi["id_lokasi"].dropna()
    rows = moved[~moved["id_lokasi"].isin(known) & (moved["pengurangan_ha"].fillna(0) != 0)]
    sums = rows.groupby(rows["kab_kota"].fillna(""), sort=True)["pengurangan_ha"].sum()
    return pd.DataFrame(
        {
            "id_unit": "",
            "nama": "Pengurangan tanpa lokasi",
            "kab_kota": sums.index.astype("str"),
            "luas_ha": sums.to_numpy(dtype="float64"),
            "sebab": UNLOCATED,
        }
    )
