"""The order of the turns: the province first, then each kab/kota."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

PROVINCE = ""  # the turn that shows the whole data set
ORDERS = {
    "terlambat": "Paling terlambat dahulu",
    "sisa": "Sisa terluas dahulu",
    "klaster": "Menurut klaster",
    "nama": "Menurut abjad",
}


def agenda_of(
    places: Sequence[str],
    order: str,
    *,
    areas: pd.DataFrame | None = None,
    latest: pd.DataFrame | None = None,
    clusters: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Return the turns of a meeting: the province, then the places in an order of ``ORDERS``.

    Parameters
    ----------
    places : sequence of str
        Every kab/kota that has a turn.
    order : str
        A key of ``ORDERS``.
    areas : DataFrame, optional
        kab_kota, sisa_ha [ha]; for the order "sisa".
    latest : DataFrame, optional
        kab_kota, deviasi_pp [pp] at the data date; for the order "terlambat".
    clusters : mapping of kab/kota to klaster, optional
        For the order "klaster".

    Places that an order knows nothing of come last, by name; so do all of them when its table is
    missing.
    """
    rank = _ranks(order, areas, latest, clusters or {})
    return (PROVINCE, *sorted(places, key=lambda name: (rank(name), name)))


def _ranks(
    order: str,
    areas: pd.DataFrame | None,
    latest: pd.DataFrame | None,
    clusters: Mapping[str, str],
) -> Callable[[str], tuple[bool, float, str]]:
    """Return what a place is sorted by: whether it is unknown, then its number or its cluster."""
    numbers: dict[str, float] = {}
    if order == "sisa" and areas is not None:
        numbers = dict(zip(areas["kab_kota"], -areas["sisa_ha"], strict=True))
    if order == "terlambat" and latest is not None:
        numbers = dict(zip(latest["kab_kota"], latest["deviasi_pp"], strict=True))
    words = clusters if order == "klaster" else {}

    def rank(name: str) -> tuple[bool, float, str]:
        number = numbers.get(name, float("nan"))
        known = number == number
        word = words.get(name, "")
        return not (known or word), number if known else 0.0, word

    return rank


def shifted(agenda: Sequence[str], place: str, step: int) -> tuple[str, ...]:
    """Return the agenda with one place moved by so many turns; the province stays first."""
    names = [name for name in agenda if name != PROVINCE]
    if place in names:
        at = names.index(place)
        names.insert(min(max(at + step, 0), len(names) - 1), names.pop(at))
    return (PROVINCE, *names)


def position(agenda: Sequence[str], place: str | None) -> int:
    """Return the turn of a place; the first turn when the agenda does not name it."""
    return agenda.index(place) if place in agenda else 0


def turn_title(agenda: Sequence[str], turn: int, province: str) -> str:
    """Return the title of a turn, such as ``5/9 Kota Kupang``; the province has no number."""
    place = agenda[turn]
    if place == PROVINCE:
        return province
    return f"{turn}/{len(agenda) - 1} {place}"


def clusters_of(locations: pd.DataFrame) -> dict[str, str]:
    """Return the klaster of each kab/kota; of several the one named first.

    Parameters
    ----------
    locations : DataFrame
        kab_kota, klaster.
    """
    named = locations[["kab_kota", "klaster"]].dropna().drop_duplicates("kab_kota")
    return dict(zip(named["kab_kota"], named["klaster"], strict=True))
