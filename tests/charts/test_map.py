"""The map: offline, safe, sized by hectares."""

import json
from itertools import pairwise
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest

from kotaku.charts import fills, map_names
from kotaku.charts import map as location_map
from kotaku.charts.palette import KELAS, SISA
from kotaku.geo import basemap


@pytest.fixture
def points():
    return pd.DataFrame(
        {
            "id_unit": ["a", "b", "c", "d", "e"],
            "nama": ["Oesapa", "<img src=x>", "@@=1+1", "@@#a.b", "Lasiana"],
            "kab_kota": ["Kabupaten Belu", "Kota Kupang", "Kota Kupang", "@@=2", None],
            "lintang": [-9.10000123, -10.15, -10.2, -10.3, -10.1],
            "bujur": [124.9, 123.6, 123.7, 123.8, 123.5],
            "luas_ha": [16.0, 4.0, 4.0, 4.0, np.nan],
            "tingkat": ["berat", "tidak_kumuh", None, None, None],
            "sisa_ha": [16.0, 0.0, 0.0, 4.0, np.nan],
        }
    )


def spec(deck):
    return json.loads(deck.to_json())


def base(deck):
    return json.loads(unquote(deck.map_style.split(",", 1)[1]))


def layer(deck, name):
    return next(entry for entry in base(deck)["layers"] if entry["id"] == name)


def placed(deck, name):
    """What the base places on the map: where, and what is known of it."""
    return [
        one["properties"]
        | dict(zip(("bujur", "lintang"), one["geometry"]["coordinates"], strict=True))
        for one in base(deck)["sources"][name]["data"]["features"]
    ]  # fmt: skip


def moved(deck):
    """The names with the pixels that they stand beside their place."""
    size = layer(deck, "nama")["layout"]["text-size"]
    return [row | {"geser": [part * size for part in row["geser"]]} for row in placed(deck, "nama")]


def test_nothing_is_asked_outside(points):
    for land_url in (basemap.LAND_URL, None):
        text = unquote(location_map.location_map(points, land_url=land_url).to_json())
        assert "http" not in text
        assert "//" not in text
    deck = location_map.location_map(points)
    assert deck.map_style.startswith("data:application/json,")
    assert base(deck)["sources"]["darat"]["data"] == "app/static/indonesia_land.geojson"
    assert base(deck)["glyphs"] == "huruf/{fontstack}/{range}.pbf"


def test_the_coastline_travels_with_the_map_where_nobody_serves_it(points):
    deck = location_map.location_map(points, land_url=None)
    assert base(deck)["sources"]["darat"]["data"] == basemap.land()


def test_the_base_draws_all_that_is_seen(points):
    deck = location_map.location_map(points)
    assert [one["id"] for one in base(deck)["layers"]] == [
        "laut", "darat", "pantai", "titik", "huruf", "nama_tempat", "nama"
    ]  # fmt: skip
    assert not any(one["visible"] or "data" in one for one in spec(deck)["layers"])


def test_north_stays_above(points):
    (view,) = spec(location_map.location_map(points))["views"]
    assert view["controller"]["dragRotate"] is False
    assert view["controller"]["touchRotate"] is False
    assert set(view["controller"]["keyboard"].values()) == {0}


@pytest.mark.parametrize("width", [320, 640, 1200])
def test_names_and_degrees_stay_apart_and_on_the_map(points, width):
    deck = location_map.location_map(points, grid_url="geometri/x.json", width=width)
    view = spec(deck)["initialViewState"]
    middle = basemap.pixel(view["longitude"], view["latitude"], view["zoom"])
    boxes = []
    for row in moved(deck):
        x, y = basemap.pixel(row["bujur"], row["lintang"], view["zoom"])
        x, y = x + row["geser"][0], y + row["geser"][1]
        assert abs(x - middle[0]) + 4 * len(row["nama"]) <= width / 2 + 1
        boxes.append((x - 4 * len(row["nama"]), x + 4 * len(row["nama"]), y - 8, y + 8))
    degrees = placed(deck, "derajat")
    assert any(row["nama"].endswith("LS") for row in degrees)
    for row in degrees:
        x, y = basemap.pixel(row["bujur"], row["lintang"], view["zoom"])
        boxes.append((x + 4, x + 4 + 6.5 * len(row["nama"]), y - 16, y - 2))
    for at, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[:at]:
            assert right < other[0] or other[1] < left or bottom < other[2] or other[3] < top


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("rows", [0, 1, 5])
def test_units_without_names_and_no_units_at_all_are_drawn_too(points, rows, named):
    some = points.iloc[:rows]
    some = some if named else some.assign(kab_kota=None, nama=None)
    for many in (some, pd.concat([some] * 10, ignore_index=True)):
        deck = location_map.location_map(many, grid_url="geometri/x.json")
        assert len(placed(deck, "titik")) == len(many)
        assert len(placed(deck, "derajat")) > 0
        assert not any(other is None for one in base(deck)["layers"] for other in one.values())


def test_degrees_shrink_from_further_off_where_their_lines_are_no_longer_drawn(points):
    deck = location_map.location_map(points, grid_url="geometri/x.json")
    kind, base_of, by, *stops = layer(deck, "derajat")["layout"]["text-size"]
    assert (kind, base_of, by) == ("interpolate", ["exponential", 2], ["zoom"])
    (far, small), (near, most) = stops[:2], stops[2:]
    assert near == pytest.approx(spec(deck)["initialViewState"]["zoom"], abs=0.01)
    assert (far, most) == (0, 12)
    assert small * 2**near == pytest.approx(most)
    assert basemap.metres(0, 0) == pytest.approx(78_271.5, abs=0.1)  # as tiles of 512 px have it


def test_the_base_draws_one_step_of_the_graticule_at_each_zoom(points):
    deck = location_map.location_map(points, grid_url="geometri/x.json")
    style = base(deck)
    assert style["sources"]["lintang"]["data"] == "geometri/x.json"
    lines = [one for one in style["layers"] if one.get("source") == "lintang"]
    assert all(a["maxzoom"] == b["minzoom"] for a, b in pairwise(lines))
    assert (lines[0]["minzoom"], lines[-1]["maxzoom"]) == (0, 24)


def test_area_of_a_circle_is_proportional_to_hectares(points):
    deck = location_map.location_map(points)
    radius = {row["id_unit"]: row["r"] for row in placed(deck, "titik")}
    assert radius["a"] ** 2 / radius["b"] ** 2 == pytest.approx(4)
    assert radius["e"] == location_map.RADIUS[0]
    assert layer(deck, "titik")["paint"]["circle-radius"] == ["get", "r"]


def test_every_point_has_a_letter_beside_its_colour(points):
    assert fills.by_class(points) == [
        KELAS["berat"],
        KELAS["tidak_kumuh"],
        SISA["tuntas"],
        SISA["utuh"],
        KELAS["belum"],
    ]
    deck = location_map.location_map(points)
    told = layer(deck, "huruf")["layout"]["text-field"]
    letters = dict(zip(told[2:-1:2], told[3:-1:2], strict=True))
    assert sorted(letters[row["w"]] for row in placed(deck, "titik")) == ["!", "0", "?", "B", "T"]


def test_only_what_is_drawn_is_sent_and_rounded(points):
    deck = location_map.location_map(points)
    row = placed(deck, "titik")[0]
    assert row.pop("keterangan").startswith("Oesapa – Kabupaten Belu\n")
    told = {"i": 0, "id_unit": "a", "r": 26.0, "w": 0, "bujur": 124.9, "lintang": -9.1}
    assert row == told


def test_names_never_become_code_or_markup(points):
    deck = location_map.location_map(points)
    # deck.gl would run what begins with "@@"; it gets no text of a file
    assert "@@=" not in deck.to_json().replace(deck.map_style, "")
    assert "@@=1+1" in {row["keterangan"].split(" –")[0] for row in placed(deck, "titik")}
    # the base reads names of places from what they are placed by, which is never run
    assert layer(deck, "nama")["layout"]["text-field"] == ["get", "nama"]
    assert deck._tooltip == {"text": "{keterangan}"}


def test_kabupaten_are_named_once_and_units_where_there_is_one(points):
    names = [row["nama"] for row in placed(location_map.location_map(points), "nama")]
    assert sorted(names) == ["@@=2", "Kab. Belu", "Kota Kupang"]
    one = points[points["kab_kota"] == "Kota Kupang"]
    names = [row["nama"] for row in placed(location_map.location_map(one), "nama")]
    assert "<img src=x>" in names


def test_names_near_each_other_stand_above_and_below_and_never_touch(points):
    near = points.assign(
        kab_kota=[f"Kabupaten {i}" for i in range(5)], lintang=-9.1, luas_ha=[5.0, 4, 3, 2, 1],
        bujur=[124.9, 124.9001, 124.9002, 124.9003, 124.9004],
    )  # fmt: skip
    far_away = pd.concat([near, near.assign(kab_kota=None, bujur=118.0)])
    told = moved(location_map.location_map(far_away))
    assert [row["nama"] for row in told] == ["Kab. 0", "Kab. 1", "Kab. 2", "Kab. 3"]
    downs = sorted(row["geser"][1] for row in told)
    assert all(b - a >= map_names.LINE_PX for a, b in pairwise(downs))


def test_legend_counts_every_point(points):
    entries = location_map.legend(points)
    assert sum(entry.units for entry in entries) == len(points)
    assert sum(entry.area_ha for entry in entries) == pytest.approx(28)
    assert (entries[0].swatch.mark, entries[0].units) == ("B", 1)


def test_dark_and_light_differ(points):
    assert (
        location_map.location_map(points, dark=True).map_style
        != location_map.location_map(points).map_style
    )


def test_no_points_show_the_country(points):
    view = spec(location_map.location_map(points.iloc[:0]))["initialViewState"]
    assert (view["longitude"], view["latitude"], view["zoom"]) == basemap.INDONESIA
