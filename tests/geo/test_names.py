"""Names of places against the official codes (metode: kode wilayah)."""

import pytest

from kotaku.geo import names


@pytest.mark.parametrize(
    ("text", "code", "bps"),
    [
        ("Kabupaten Ende", "53.08", "5311"),
        ("Kab. Ende", "53.08", "5311"),
        ("ENDE", "53.08", "5311"),
        ("KOTA KUPANG", "53.71", "5371"),
        ("Kota Bima", "52.72", "5272"),
        ("Kab. Bima", "52.06", "5206"),
        ("Sumba Timur", "53.11", "5302"),
        ("kab  lombok-tengah", "52.02", "5202"),
    ],
)
def test_official_names_however_written(text: str, code: str, bps: str) -> None:
    region = names.match_kab_kota(text).region
    assert region is not None
    assert (region.code, region.bps) == (code, bps)


@pytest.mark.parametrize("text", ["Bima", "Kupang"])
def test_a_name_of_two_places_is_neither(text: str) -> None:
    found = names.match_kab_kota(text)
    assert found.region is None
    assert len(found.proposals) == 2


def test_a_misspelt_name_is_only_proposed() -> None:
    found = names.match_kab_kota("Kabupaten Lombok Tenggah")
    assert found.region is None
    assert [r.code for r in found.proposals][:1] == ["52.02"]
    kinds = names.match_kab_kota("Kota Bimma").proposals
    assert [r.name for r in kinds] == ["Kota Bima"]


def test_codes_of_two_offices() -> None:
    assert names.of_code("53.08").region.name == "Kabupaten Ende"
    assert names.of_code("5311", "Ende").region.name == "Kabupaten Ende"
    assert names.of_code("5311", "Sumba Timur").region.name == "Kabupaten Sumba Timur"
    both = names.of_code("5311")
    assert both.region is None
    assert {r.name for r in both.proposals} == {"Kabupaten Ende", "Kabupaten Sumba Timur"}
    assert names.of_code("52.72.01.1001").region.name == "Kota Bima"
    assert names.of_code("5272").region.name == "Kota Bima"


def test_titles() -> None:
    assert names.place_in("REKAP KUMUH KABUPATEN ENDE TAHUN 2019").code == "53.08"
    assert names.place_in("Program Kota Tanpa Kumuh (KOTAKU) Kota Kupang").code == "53.71"
    assert names.place_in("Program Kota Tanpa Kumuh") is None
    assert names.place_in("Kota Bima dan Kabupaten Bima") is None
    assert names.place_in("LAMPIRAN KEPUTUSAN BUPATI ENDE NOMOR 12").code == "53.08"
    assert names.place_in("Keputusan Wali Kota Kupang").code == "53.71"


def test_kelurahan_within_their_kabupaten() -> None:
    assert names.match_within("53.71", "Kel. Oesapa", 4).region.name == "Oesapa"
    proposed = names.match_within("53.71", "Osapa Selatan", 4)
    assert proposed.region is None
    assert [r.name for r in proposed.proposals][:1] == ["Oesapa Selatan"]
