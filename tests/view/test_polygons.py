"""What the view says of map and table: sentence and cards count the same units."""

from kotaku.intake.understand import build_dataset
from kotaku.view import polygons_answer
from kotaku.view.polygons import polygon_figures
from tests.intake.drawn_maps import geojson
from tests.intake.test_maps import FEATURES, TABLE


def test_sentence_and_cards_count_the_same_units():
    near = TABLE.replace(b"1,50", b"1,493")  # half a percent off
    shapes = [(shape, {k: v for k, v in own.items() if "Luas" not in k}) for shape, own in FEATURES]
    found = build_dataset([("rt.csv", near), ("peta.geojson", geojson(shapes))])
    assert (found.delineasi.units["status"] == "selisih_kecil").any()
    same, off = (one.value for one in polygon_figures(found)[:2])
    compared = int(same) + int(off)
    told = polygons_answer(found)
    assert f"{same} dari {compared} sama dengan luas yang tertulis, {off} berbeda" in told
