"""What a whole data set is called where its file would say nothing."""

from __future__ import annotations

from kotaku.dataset import Dataset
from kotaku.geo import names

EVERYTHING = "Seluruh data"


def province(dataset: Dataset) -> str:
    """Return the province of the profile, else the one that all kab/kota lie in."""
    return _stated(dataset) or names.province_of(dataset.kab_kota) or EVERYTHING


def whole(dataset: Dataset) -> str:
    """Return the province, unless the data hold one kab/kota and their profile says no more."""
    places = dataset.kab_kota
    return places[0] if len(places) == 1 and not _stated(dataset) else province(dataset)


def title(dataset: Dataset) -> str:
    """Return the same as a title, such as ``Provinsi Nusa Tenggara Timur``."""
    name = whole(dataset)
    return f"Provinsi {name}" if name == province(dataset) != EVERYTHING else name


def _stated(dataset: Dataset) -> str:
    return dataset.profile.get("provinsi", "").strip()
