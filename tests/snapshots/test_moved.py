"""What moved since the last rakor, as the summary tells it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kotaku.evaluation import evaluate
from kotaku.intake.understand import build_dataset
from kotaku.snapshots import KeptSnapshot, moved, take
from kotaku.snapshots.potret import pack, unpack
from kotaku.store import SnapshotInfo
from kotaku.view import Scope, View
from tests.faces.faces import SAMPLES

AT = datetime(2022, 12, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def before():
    path = SAMPLES["ntt_2019"]
    return build_dataset([(path.name, path.read_bytes())])


def kept(dataset):
    potret = take(dataset, evaluate(dataset), key="a", name="a", version="1", view=Scope())
    info = SnapshotInfo("p1", None, "a", "Potret", AT, "Uji", "1", AT, "Uji")
    return KeptSnapshot(info, potret)


def test_headline_figures_come_first_then_the_places_by_hectares(before):
    tables = dict(before.tables)
    gone = tables["pengurangan"].copy()
    first = gone["kab_kota"] == "Kabupaten Sumba Timur"
    gone.loc[gone.index[first][0], "pengurangan_ha"] += 0.5
    tables["pengurangan"] = gone
    now = replace(before, tables=tables)
    view = View(now, evaluate(now))
    lines = [one.text for one in moved(view, kept(before), UTC)]
    assert lines[0].startswith("Terealisasi +")
    assert lines[1].startswith("Sisa kumuh −")
    assert "sejak" in lines[0]
    assert lines[2].startswith("Kabupaten Sumba Timur: sisa −")


def test_nothing_that_moved_is_said_once(before):
    view = View(before, evaluate(before))
    (line,) = moved(view, kept(before), UTC)
    assert line.text.startswith("Angka utama tetap sejak")


def test_polygons_change_no_figure_of_a_snapshot_and_survive_being_packed(before):
    path = SAMPLES["ntt_2019"]
    pair = [(one.name, one.read_bytes()) for one in (path, path.with_suffix(".geojson"))]
    drawn = build_dataset(pair)
    assert drawn.delineasi
    potret = kept(drawn).potret
    again = unpack(json.loads(json.dumps(pack(potret))))
    assert again is not None
    assert again.angka == potret.angka == kept(before).potret.angka
    assert [name for name, _ in again.asal.berkas] == [name for name, _ in pair]
    assert again.temuan["peringatan"] > kept(before).potret.temuan["peringatan"]
    (line,) = moved(View(drawn, evaluate(drawn)), kept(before), UTC)
    assert line.text.startswith("Angka utama tetap sejak")
