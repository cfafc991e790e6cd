"""The map with polygons: its colours, its picture and its files, against other libraries."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from PIL import Image

from kotaku.charts import fills
from kotaku.charts import map as location_map
from kotaku.charts.map import legend
from kotaku.charts.map_outlines import Outlines
from kotaku.charts.palette import KELAS, POLIGON, TANGGA
from kotaku.charts.picture.mapped import picture
from kotaku.geo import outlines
from kotaku.geo.model import SHAPES, UNITS, Delineations, framed
from kotaku.output.map_files import FORMATS, map_file

SQUARES = [shapely.box(122.5 + i / 100, -5.5, 122.51 + i / 100, -5.49) for i in range(3)]


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id_unit": ["a", "b", "c", "d"],
            "nama": ["RT 1", "=RT 2", "<b>RT 3", "RT 4"],
            "kab_kota": ["Kota Baubau"] * 4,
            "lintang": [-5.495] * 4,
            "bujur": [122.505, 122.515, 122.525, 122.535],
            "luas_ha": [100.0, 100.0, 100.0, 4.0],
            "tingkat": ["berat", "tidak_kumuh", "ringan", None],
            "sisa_ha": [100.0, 0.0, 100.0, 4.0],
            "tahun_tuntas": pd.array([None, 2021, None, None], dtype="Int64"),
            "kembali": [False, False, True, False],
            "kriteria": pd.array([16, 0, 4, None], dtype="Int64"),
            "anggaran_rp": [5e6, 2e9, np.nan, 0.0],
            "status_poligon": ["sama", "jauh_berbeda", "berbeda", "tanpa_poligon"],
            "berpoligon": [True, True, True, False],
        }
    )


@pytest.fixture
def polygons() -> Delineations:
    shapes = framed(
        [
            {**dict.fromkeys(SHAPES, ""), "peran": "unit", "id_unit": unit, "sah": True, "nomor": i,
             "utm": 32751, "luas_poligon_ha": 122.0, "luas_bidang_ha": 122.0, "bujur": 0.0,
             "luas_tertulis_ha": np.nan, "ketelitian_ha": np.nan, "lintang": 0.0,
             "wkb": shapely.to_wkb(SQUARES[i])}
            for i, unit in enumerate("abc")
        ],
        SHAPES,
    )  # fmt: skip
    units = framed(
        [
            {column: (0 if kind == "int64" else np.nan if kind == "float64" else "")
             for column, kind in UNITS.items()} | {"id_unit": unit, "luas_poligon_ha": 122.0}
            for unit in "abc"
        ],
        UNITS,
    )  # fmt: skip
    return Delineations(shapes, units)


def style(deck):
    return json.loads(unquote(deck.map_style).split(",", 1)[1])


def test_polygons_travel_by_their_address_and_circles_only_for_the_rest(rows):
    looks = fills.by_class(rows)
    deck = location_map.location_map(
        rows, looks=looks, outlines=Outlines("geometri/x", "geometri/y", looks[:3])
    )
    sources = style(deck)["sources"]
    assert sources["poligon"]["data"] == "geometri/x"
    assert sources["titik_poligon"]["data"] == "geometri/y"
    (circle,) = sources["titik"]["data"]["features"]
    assert circle["properties"]["id_unit"] == "d"
    years = fills.by_year(rows)
    other = location_map.location_map(
        rows, looks=years, outlines=Outlines("geometri/x", "geometri/y", years[:3])
    )
    for name in ("poligon", "titik_poligon"):  # another colour leaves them as they are
        assert style(other)["sources"][name] == sources[name]
    assert other.to_json() != deck.to_json()


def test_what_lies_beside_a_square_is_not_drawn_with_it_but_for_its_widest_line(rows):
    looks = fills.by_class(rows)
    outlined = Outlines("x", "y", looks[:3], "z", [("Batas", 110.0, -7.0)])
    told = style(location_map.location_map(rows, looks=looks, outlines=outlined, grid_url="g"))
    lines = [one["paint"].get("line-width", 1) for one in told["layers"] if one["type"] == "line"]
    widest = max(width if isinstance(width, (int, float)) else width[-1] for width in lines)
    assert {one["type"] for one in told["sources"].values()} == {"geojson"}
    for source in told["sources"].values():
        assert widest <= source["buffer"] < 32  # px; 128 where nothing is said


def test_more_than_ten_colours_keep_their_order(rows):
    """What the browser evaluates, evaluated here in the same words."""
    from kotaku.charts.palette import Swatch

    looks = [Swatch(f"{i}", "", f"m{i}", f"#0000{i:02x}", "") for i in range(23)]
    deck = location_map.location_map(rows, outlines=Outlines("x", "y", [*looks, None]))
    for told, other in ((paint(deck, "isi", "fill-color")[3], 0.686),
                        (paint(deck, "titik_poligon", "circle-color"), 0.92)):  # fmt: skip
        _, letter, *colours = told
        places = letter[1]
        assert letter == ["slice", places, ["get", "i"], ["+", ["get", "i"], 1]]
        for i in range(24):
            said = looked_up(colours, places[i])
            assert said == (f"rgba(0,0,{i},{other:.3f})" if i < 23 else "rgba(0,0,0,0)")
    _, letter, *letters = based(deck, "huruf_poligon")["layout"]["text-field"]
    for i in range(24):
        assert looked_up(letters, places[i]) == (f"m{i}" if i < 23 else "")
    # what has no meaning has no dot either
    assert based(deck, "titik_poligon")["filter"] == ["!=", letter, places[23]]


def looked_up(pairs, place):
    return dict(zip(pairs[:-1:2], pairs[1::2], strict=True))[place]


def based(deck, name):
    return next(one for one in style(deck)["layers"] if one["id"] == name)


def paint(deck, name, what):
    return based(deck, name)["paint"][what]


def test_of_many_polygons_letters_of_each_part_are_seen_from_afar_and_the_rest_from_near(rows):
    many = pd.DataFrame(
        {
            "bujur": np.tile(np.linspace(110, 111, 60), 60),
            "lintang": np.repeat(np.linspace(-7, -6, 60), 60),
            "luas_poligon_ha": np.random.default_rng(1).uniform(0.5, 4, 3600),
        }
    )
    zooms = pd.Series(first_zooms(outlines.dots(many, [""] * 3600)))
    far = many[zooms == 0]
    assert 400 < len(far) <= outlines.MOST_MARKED
    for column in ("bujur", "lintang"):
        assert np.histogram(far[column], 6)[0].min() > len(far) / 10
    # the circle in a polygon of 4 ha is 120 m wide, 9 px from zoom 12.6
    near = many[zooms > 0]
    assert zooms[near.index[near["luas_poligon_ha"] > 3.9]].eq(13).all()
    # of 0.6 to 1.9 ha from 13.1 to 13.9
    assert zooms[near.index[near["luas_poligon_ha"].between(0.6, 1.9)]].eq(14).all()
    few = outlines.dots(many.head(1500), [""] * 1500)
    assert set(first_zooms(few)) == {0}
    looks = [KELAS["berat"]] * 3600
    deck = location_map.location_map(rows, outlines=Outlines("x", "y", looks))
    assert based(deck, "huruf_poligon")["filter"] == ["<=", ["get", "z"], ["zoom"]]


def first_zooms(dots):
    return [one["properties"]["z"] for one in json.loads(dots)["features"]]


def test_a_polygon_is_drawn_from_the_zoom_at_which_it_is_larger_than_its_dot(rows, polygons):
    drawn = outlines.drawn(polygons.shapes)
    (first,) = {*first_zooms(outlines.geojson(drawn))}  # squares of 0.01 degrees, some 1110 m
    pixels = [0.01 / (360 / (512 * 2**zoom)) for zoom in (first - 1, first)]
    assert pixels[0] < 6 <= pixels[1]
    deck = location_map.location_map(rows, outlines=Outlines("x", "y", [None] * 3))
    assert based(deck, "isi")["filter"] == ["<=", ["get", "z"], ["zoom"]]


def test_every_fill_gives_each_unit_one_meaning_with_a_letter(rows):
    for key, fill in fills.FILLS.items():
        looks = fill.meanings(rows)
        assert len(looks) == len(rows), key
        assert all(look.mark and look.label for look in looks), key
        told = legend(rows, looks)
        assert sum(entry.units for entry in told) == len(rows), key
        assert sum(entry.area_ha for entry in told) == pytest.approx(304), key


def test_years_criteria_funds_and_doubt_say_what_they_hold(rows):
    assert [s.mark for s in fills.by_year(rows)] == ["K", "21", "!", "?"]
    assert [s.label for s in fills.by_criteria(rows)][:3] == [
        "16–18 kriteria", "Tidak ada kriteria", "4–6 kriteria"
    ]  # fmt: skip
    assert [s.mark for s in fills.by_funds(rows)] == ["1", "5", "–", "–"]
    assert fills.by_doubt(rows)[0] == POLIGON["sama"]


def test_the_ladder_darkens_step_by_step():
    grey = [0.2126 * int(c[1:3], 16) + 0.7152 * int(c[3:5], 16) + 0.0722 * int(c[5:], 16)
            for c in TANGGA]  # fmt: skip
    assert all(a - b > 20 for a, b in pairwise(grey))


def test_outlines_say_their_number_and_what_they_are(polygons):
    drawn = outlines.drawn(polygons.shapes)
    told = json.loads(outlines.geojson(drawn, ["<b>", "@@=1", "c"]))
    said = [(f["properties"]["i"], f["properties"]["keterangan"]) for f in told["features"]]
    assert said == [(0, "<b>"), (1, "@@=1"), (2, "c")]
    for feature, square in zip(told["features"], SQUARES, strict=True):
        read = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shapely.equals_exact(read.normalize(), square.normalize(), tolerance=1e-6)


def test_the_picture_shows_the_colour_of_each_unit(rows, polygons):
    looks = fills.by_class(rows)
    png = picture(rows, looks, outlines.drawn(polygons.shapes), title="T", source="S",
                  legend=legend(rows, looks), size=(600, 400))  # fmt: skip
    image = Image.open(io.BytesIO(png)).convert("RGB")
    seen = {colour for _, colour in image.getcolors(600 * 400)}
    assert image.size == (600, 400)
    for look in (KELAS["berat"], KELAS["tidak_kumuh"], KELAS["ringan"]):
        assert look.rgb in seen


@pytest.mark.parametrize("ending", FORMATS)
def test_a_map_file_holds_every_unit_with_its_figures(rows, polygons, ending, tmp_path):
    target = tmp_path / f"kumuh.{ending}"
    target.write_bytes(map_file(rows, fills.by_class(rows), polygons, ending))
    meta, _, geometry, columns = pyogrio.raw.read(target)
    fields = dict(zip(meta["fields"], columns, strict=True))
    assert fields["id_unit"].tolist() == ["a", "b", "c", "d"]
    assert fields["kelas"][0] == KELAS["berat"].label
    assert float(fields["sisa_ha"][2]) == 100
    read = shapely.force_2d(shapely.from_wkb(geometry))
    assert [shape.geom_type for shape in read] == ["Polygon"] * 3 + ["Point"]
    assert shapely.area(read[:3]) == pytest.approx(shapely.area(SQUARES))


def test_a_boundary_of_the_team_stands_on_map_and_picture_with_its_name(rows, polygons):
    looks = fills.by_class(rows)
    edges = outlines.whole(polygons.shapes).assign(
        garis=[shapely.box(122.49, -5.51, 122.54, -5.48)] * 3, nama="Batulo",
        bujur=122.515, lintang=-5.505,
    )  # fmt: skip
    drawn = Outlines(
        "geometri/x", "geometri/y", looks[:3], boundary_url="geometri/z",
        boundary_names=outlines.named(edges),
    )  # fmt: skip
    villages = {"a": "BATULO", "b": "Lipu", "c": "Lipu"}
    deck = location_map.location_map(rows, looks=looks, outlines=drawn, villages=villages)
    assert style(deck)["sources"]["batas"]["data"] == "geometri/z"
    names = style(deck)["sources"]["nama_tempat"]["data"]["features"]
    assert [one["properties"]["nama"] for one in names] == ["Batulo"] * 3 + ["Lipu"]

    def pixels(**told: object) -> np.ndarray:
        png = picture(
            rows, looks, outlines.drawn(polygons.shapes), title="T", source="S", legend=[],
            size=(600, 400), window=(122.48, -5.52, 122.55, -5.47), **told,
        )  # fmt: skip
        return np.asarray(Image.open(io.BytesIO(png)).convert("L"))

    changed = pixels() != pixels(boundaries=edges)
    assert changed.any(axis=1).sum() > 100
    assert changed.any(axis=0).sum() > 100
    assert (pixels(boundaries=edges) != pixels(boundaries=edges, names=outlines.named(edges))).any()


def test_the_base_draws_colours_and_lines_of_the_polygons(rows):
    looks = fills.by_class(rows)
    deck = location_map.location_map(rows, looks=looks, outlines=Outlines("x", "y", looks))
    assert [one["id"] for one in style(deck)["layers"]] == [
        "laut", "darat", "pantai", "isi", "garis", "titik", "huruf", "titik_poligon",
        "huruf_poligon", "nama_tempat", "nama",
    ]  # fmt: skip
    # what is pointed at is the base's too, and Streamlit keeps clicks of names that it knows
    assert {"poligon", "titik_poligon", "titik"} == {
        one["id"] for one in json.loads(deck.to_json())["layers"] if not one["visible"]
    }
    assert all(
        style(deck)["sources"][name]["promoteId"] == "i" for name in ("poligon", "titik_poligon")
    )
