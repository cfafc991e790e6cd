"""Every unit is drawn or listed."""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from kotaku import schema
from kotaku.dataset import Dataset
from kotaku.evaluation import evaluate
from kotaku.geo.points import COLUMNS, UNPLACED, answer, points
from kotaku.intake.understand import build_dataset
from kotaku.method.accounts import COUNTED_COLUMNS

DATA = Path(__file__).resolve().parents[2] / "data"
NOTHING = pd.DataFrame(
    columns=[
        "satuan", "id_unit", "nama", "kab_kota", "kelurahan", "tahun", "skenario", "luas_ha",
        "tingkat", "lintang", "bujur",
    ]
)  # fmt: skip


@dataclass
class Evaluated:
    kondisi: pd.DataFrame = field(default_factory=lambda: NOTHING)
    settings: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(satuan="rt"))
    lokasi: pd.DataFrame = field(default_factory=lambda: schema.empty("lokasi"))
    by_conditions: frozenset[str] = frozenset()
    laporan: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=COUNTED_COLUMNS))


def kondisi(coordinates):
    rows = [
        {
            "satuan": satuan,
            "id_unit": f"{satuan}{i}",
            "nama": f"RT 0{i}",
            "kab_kota": "Kota Kupang",
            "kelurahan": "Oesapa",
            "tahun": tahun,
            "skenario": skenario,
            "luas_ha": 2.0,
            "tingkat": "tidak_kumuh" if tahun > 2019 and skenario == "simulasi" else "ringan",
            "lintang": lat,
            "bujur": lon,
        }
        for satuan in ("rt", "kawasan")
        for skenario in ("realisasi", "simulasi")
        for tahun in (2019, 2020)
        for i, (lat, lon) in enumerate(coordinates)
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def dataset():
    lokasi = pd.DataFrame(
        {
            "id_lokasi": ["L1", "L2"],
            "kab_kota": ["Kabupaten Belu", "Kabupaten Belu"],
            "kelurahan": ["Atambua", "Umanen"],
            "luas_sk_ha": [10.0, 5.0],
            "luas_verifikasi_ha": [8.0, np.nan],
            "lintang": [-9.106, np.nan],
            "bujur": [124.892123456, np.nan],
        }
    )
    moved = pd.DataFrame(
        {
            "id_lokasi": ["L1", "L1"],
            "tahun": [2018, 2019],
            "status": ["realisasi", "simulasi"],
            "pengurangan_ha": [3.0, 5.0],
        }
    )
    tables = {"lokasi": lokasi, "pengurangan": moved}
    return Dataset({name: schema.conform(frame, name) for name, frame in tables.items()})


def test_a_unit_is_drawn_or_listed_with_the_reason():
    given = [(-10.15, 123.6), (np.nan, np.nan), (123.6, -10.15), (-40.0, 10.0), (-10.1, np.nan)]
    placed, unplaced = points(Evaluated(kondisi(given)))
    assert list(placed.columns) == list(COLUMNS)
    assert list(unplaced.columns) == list(UNPLACED)
    assert placed["id_unit"].tolist() == ["rt0"]
    assert dict(zip(unplaced["id_unit"], unplaced["sebab"], strict=True)) == {
        "rt1": "tanpa koordinat",
        "rt2": "lintang dan bujur tertukar",
        "rt3": "di luar Indonesia",
        "rt4": "hanya satu dari lintang dan bujur diisi",
    }


def test_the_latest_condition_of_the_scenario_counts():
    evaluated = Evaluated(kondisi([(-10.15, 123.6)]))
    planned, _ = points(evaluated)
    real, _ = points(evaluated, simulasi=False)
    early, _ = points(evaluated, sampai_tahun=2018)
    assert planned.loc[0, ["tingkat", "sisa_ha"]].tolist() == ["tidak_kumuh", 0.0]
    assert real.loc[0, ["tingkat", "sisa_ha"]].tolist() == ["ringan", 2.0]
    assert early.loc[0, "tingkat"] == "ringan"
    assert planned.loc[0, "nama"] == "RT 00, Oesapa"


def test_locations_speak_where_nothing_was_scored(dataset):
    placed, unplaced = points(evaluate(dataset))
    assert placed.loc[0, ["id_unit", "nama", "luas_ha", "sisa_ha"]].tolist() == [
        "L1",
        "Atambua",
        10.0,
        2.0,
    ]
    assert placed.loc[0, "bujur"] == 124.89212
    assert unplaced["id_unit"].tolist() == ["L2"]
    assert unplaced["luas_ha"].tolist() == [5.0]
    real, _ = points(evaluate(dataset), simulasi=False)
    assert real.loc[0, "sisa_ha"] == 7.0


def test_locations_stand_in_for_units_without_any_point(dataset):
    found = evaluate(dataset)
    unplaced = Evaluated(kondisi([(np.nan, np.nan)]), lokasi=found.lokasi, laporan=found.laporan)
    placed, _ = points(unplaced)
    assert placed["id_unit"].tolist() == ["L1"]


def test_no_data_gives_empty_frames():
    placed, unplaced = points(Evaluated())
    assert (len(placed), len(unplaced)) == (0, 0)
    assert answer(placed, unplaced) == "0 titik, 0,00 ha; 0 masih kumuh, 0,00 ha."


def test_the_answer_counts_both(dataset):
    assert answer(*points(evaluate(dataset), simulasi=False)) == (
        "1 titik, 10,00 ha; 1 masih kumuh, 7,00 ha; 1 tanpa koordinat yang dapat dipakai."
    )


def test_reductions_without_location_are_listed_with_their_hectares(dataset):
    moved = dataset.table("pengurangan")
    rest = pd.DataFrame(
        {
            "id_lokasi": [None, "L9"],
            "kab_kota": ["Kabupaten Belu", "Kabupaten Belu"],
            "tahun": [2021, 2021],
            "status": ["terbuka", "terbuka"],
            "pengurangan_ha": [1.5, 0.5],
        }
    )
    both = pd.concat([moved, schema.conform(rest, "pengurangan")], ignore_index=True)
    more = Dataset({**dataset.tables, "pengurangan": both})
    placed, unplaced = points(evaluate(more))
    area = placed["luas_ha"].sum() + unplaced.query("sebab == 'tanpa koordinat'")["luas_ha"].sum()
    assert area == 15.0
    assert unplaced.query("id_unit == ''")["luas_ha"].tolist() == [2.0]
    assert "2,00 ha pengurangan tidak menyebut lokasi" in answer(placed, unplaced)
    early = points(evaluate(more), sampai_tahun=2020)[1]
    assert early["id_unit"].tolist() == ["L2"]


@pytest.mark.parametrize(
    ("name", "start", "left", "unlocated"),
    [("contoh_ntt_2019", 202.43, 13.14, 0.0), ("contoh_ntb_2022", 575.47, 361.5, 105.59)],
)
def test_the_map_reconciles_with_the_published_totals(name, start, left, unlocated):
    dataset = build_dataset([(f"{name}.xlsx", (DATA / f"{name}.xlsx").read_bytes())])
    placed, unplaced = points(evaluate(dataset))
    assert placed["luas_ha"].sum() == pytest.approx(start)
    assert not placed["sisa_ha"].between(0, 0.0001, inclusive="neither").any()
    assert unplaced["luas_ha"].sum() == pytest.approx(unlocated)
    assert placed["sisa_ha"].sum() - unplaced["luas_ha"].sum() == pytest.approx(left)
