"""A data set is called by its place, also where its profile does not say which."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kotaku.view import naming


@pytest.mark.parametrize(
    ("stated", "places", "title", "province"),
    [
        ("Nusa Tenggara Timur", ("Kota Kupang",), "Provinsi Nusa Tenggara Timur", None),
        ("", ("Kota Kupang", "KAB. ENDE"), "Provinsi Nusa Tenggara Timur", None),
        ("", ("Kota Pekalongan",), "Kota Pekalongan", "Jawa Tengah"),
        ("", ("Kota Kupang", "Kota Bima"), "Seluruh data", "Seluruh data"),
        ("", ("Kota Kupang", "Negeri Dongeng"), "Seluruh data", "Seluruh data"),
        ("", (), "Seluruh data", "Seluruh data"),
    ],
)
def test_the_title_is_the_place_that_all_rows_belong_to(
    stated: str, places: tuple[str, ...], title: str, province: str | None
):
    data: Any = SimpleNamespace(profile={"provinsi": stated}, kab_kota=places)
    assert naming.title(data) == title
    assert naming.province(data) == (province or title.removeprefix("Provinsi "))
