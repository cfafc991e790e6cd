"""Maps that nobody should be able to hurt the app with: each ends in a sentence, within limits."""

from __future__ import annotations

import json
import socket

import pytest

from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset
from tests.intake import drawn_maps as maps
from tests.intake.hostile_maps import BOX, GOOD, KML, LEFT_OUT, MARK, REFUSED


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_map_is_refused_with_one_sentence(name: str) -> None:
    build, code = REFUSED[name]
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(name, build())
    if code:
        assert caught.value.code == code
    assert caught.value.finding.severity == "galat"
    assert 30 < len(caught.value.message) < 400
    assert "{" not in caught.value.message


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_has_no_place_is_left_out_with_its_number(name: str) -> None:
    dataset = build_dataset([("peta.geojson", LEFT_OUT[name])])
    (file,) = dataset.files
    assert (file.rows_in, file.rows_used) == (1, 0)
    (found,) = [f for f in dataset.findings if f.excludes]
    assert found.row == 1


def test_no_shape_at_all_is_no_error() -> None:
    empty = b'{"type":"FeatureCollection","features":[]}'
    dataset = build_dataset([("kosong.geojson", empty)])
    assert not dataset.delineasi
    assert not [f for f in dataset.findings if f.severity == "galat"]


def test_collections_within_collections_give_their_polygons() -> None:
    inner = f'{{"type":"Polygon","coordinates":{json.dumps([[*map(list, BOX.exterior.coords)]])}}}'
    for _ in range(20):
        inner = f'{{"type":"GeometryCollection","geometries":[{inner}]}}'
    data = f'{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"RT_RW":"1/1"}},"geometry":{inner}}}]}}'  # noqa: E501
    units = build_dataset([("peta.geojson", data.encode())]).delineasi.units
    assert units["luas_bidang_ha"].tolist() == pytest.approx([1.0], rel=1e-4)


def test_wkt_nested_without_end_is_a_sentence() -> None:
    deep = "GEOMETRYCOLLECTION(" * 20_000 + ")" * 20_000
    lines = f'WKT;ID RT;Kelurahan;Luas Verifikasi (Ha)\n"{BOX.wkt}";A;B;1\n"{deep}";C;B;1\n'
    dataset = build_dataset([("peta.csv", lines.encode())])
    assert len(dataset.delineasi.shapes) == 1
    assert [f.cell for f in dataset.findings if f.code == "POLIGON-BUKAN-BIDANG-SEL"] == ["A3"]


def test_links_of_a_kml_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    server.settimeout(0.2)
    address = f"http://127.0.0.1:{server.getsockname()[1]}/peta.kml"
    link = f"<NetworkLink><Link><href>{address}</href></Link></NetworkLink>"
    book = open_workbook("tautan.kml", KML.format("", link + MARK).encode())
    assert sum(len(layer.shapes) for layer in book.layers) == 1
    with pytest.raises(TimeoutError):
        server.accept()
    server.close()


def test_metres_without_a_system_in_a_geojson_are_asked_about() -> None:
    metres = [(maps.in_system(BOX, maps.UTM51S), GOOD[0][1])]
    dataset = build_dataset([("peta.geojson", maps.geojson(metres))])
    (question,) = dataset.questions
    assert "32751" in [choice.jawaban for choice in question.pilihan]
    assert dataset.delineasi.units["luas_poligon_ha"].iloc[0] == pytest.approx(1.0, rel=2e-3)


def test_words_of_a_map_are_data() -> None:
    words = {"RT_RW": "RT 001 RW 001", "Kelurahan": "<b>x</b>={[=CMD()]}{0}{value}"}
    dataset = build_dataset([("peta {0}.geojson", maps.geojson([(BOX, words)]))])
    assert len(dataset.delineasi.units) == 1


def test_thousands_of_polygons_upon_one_another_stay_within_bounds() -> None:
    same = [(BOX, {"RT_RW": f"{i}/1"}) for i in range(800)]
    other = [(maps.rectangle(i / 20, i / 20), {"RT_RW": f"{i}/2"}) for i in range(300)]
    totals = build_dataset([("peta.geojson", maps.geojson([*same, *other]))]).delineasi.totals
    assert totals["gabungan_ha"].iloc[0] < 5 < totals["jumlah_ha"].iloc[0]
