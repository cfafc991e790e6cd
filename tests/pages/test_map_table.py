"""Peta dan tabel: every unit with the area of its polygon beside the one in the table."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from kotaku.store import Store
from tests.intake import drawn_maps as maps
from tests.intake.test_maps import FEATURES, TABLE
from tests.pages.conftest import Open, silent, table, text


@pytest.fixture
def kept(folder: Path) -> Callable[..., str]:
    """Put several files into the store as one data set and return its label."""

    def put(**files: bytes) -> str:
        store = Store.in_folder(folder)
        now = datetime(2026, 1, 1, tzinfo=UTC)
        writer = store.writer("presenter", "Uji")
        named = [(name.replace("_", "."), data) for name, data in files.items()]
        shas = [writer.save_upload(n, d, at=now, rules_version="uji") for n, d in named]
        pairs = [(sha, name) for sha, (name, _) in zip(shas, named, strict=True)]
        dataset = writer.save_dataset(pairs, at=now, name="Peta")
        store.close()
        return f"Peta · {dataset[:6]}"

    return put


def test_map_and_table_stand_side_by_side(open_page: Open, kept: Callable[..., str]) -> None:
    app = open_page("peta_dan_tabel", kept(rt_csv=TABLE, peta_geojson=maps.geojson(FEATURES)))
    words = text(app)
    assert "3 unit berpoligon, 3,30 ha; 2 dari 3 sama dengan luas yang tertulis" in words
    assert "1 berbeda lebih dari satu persen; 1 unit belum punya poligon." in words
    assert [m.value for m in app.metric] == ["2", "1", "0", "1"]
    assert table(app, "Arti")["Arti"].tolist()[0].startswith("Jauh berbeda")
    shown = table(app, "Keadaan")
    assert shown["Unit"].tolist()[0] == "RT001-RW006 Batulo"  # the furthest first
    assert shown["Keadaan"].tolist()[0] == "Jauh berbeda (di atas 10 %)"
    kinds = table(app, "Jenis")["Jenis"].tolist()
    assert "Luas poligon jauh berbeda dari yang tertulis" in kinds


def test_each_kelurahan_is_written_at_its_own_polygons(
    open_page: Open, kept: Callable[..., str]
) -> None:
    table = "id_rt,kelurahan,rt_rw,luas_verifikasi_ha\n0,Jauh,RT009-RW009,1\n1,Lain,RT008-RW009,1\n"
    files = {"rt_csv": table.encode(), "peta_geojson": maps.geojson(FEATURES)}
    app = open_page("peta_dan_tabel", kept(**files))
    (chart,) = app.get("deck_gl_json_chart")
    style = json.loads(unquote(json.loads(chart.proto.json)["mapStyle"].split(",", 1)[1]))
    names = style["sources"]["nama_tempat"]["data"]["features"]
    assert {one["properties"]["nama"] for one in names} == {"Batulo"}


def test_without_a_map_the_page_says_what_it_needs(
    open_page: Open, kept: Callable[..., str]
) -> None:
    assert "memerlukan peta delineasi" in text(open_page("peta_dan_tabel", kept(rt_csv=TABLE)))


def test_the_map_shows_polygons_that_no_table_knows(
    open_page: Open, kept: Callable[..., str]
) -> None:
    app = open_page("peta", kept(peta_geojson=maps.geojson(FEATURES)))
    assert "Belum ada RT atau lokasi di tabel yang dapat dinilai" in text(app)
    assert len(app.get("deck_gl_json_chart")) == 1


def test_every_page_opens_with_a_map_alone(open_page: Open, kept: Callable[..., str]) -> None:
    label = kept(peta_geojson=maps.geojson(FEATURES))
    assert silent(open_page, label) == []


def test_a_map_is_uploaded_like_any_file(
    open_page: Open, folder: Path, at_the_computer: None
) -> None:
    app = open_page("unggah_data")
    app.file_uploader[0].upload("peta.geojson", maps.geojson(FEATURES)).run()
    assert not app.exception
    assert not app.error
    (kept,) = Store.in_folder(folder).datasets()
    assert kept.name == "peta.geojson"
    page = open_page("unggah_data", f"peta.geojson · {kept.id[:6]}")
    assert "3 dari 3 baris dipakai, 0 dilaporkan" in text(page)
    (understood,) = [d.value for d in page.dataframe if "Dibaca sebagai" in d.value.columns]
    assert understood["Dibaca sebagai"].tolist() == ["Delineasi"]
    assert understood["Kolom yang dipakai"].tolist() == ["RT/RW, Kelurahan, Luas"]
