"""The same province in every layout gives the same hectares and the same Master Schedule."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from kotaku.evaluation import evaluate
from kotaku.geo import names
from kotaku.intake.understand import build_dataset
from kotaku.output.template import write_template
from kotaku.progress.master_schedule import schedule
from kotaku.view import sources_frame
from tests.intake import books, layouts, truth


def hectares(files: layouts.Files) -> dict[str, tuple[float, float]]:
    """Return (awal, sisa) of the whole and of every kab/kota [ha]."""
    dataset = build_dataset(files)
    books.accounted(dataset)
    account = evaluate(dataset).akun_luas
    last = account.groupby("kab_kota", sort=False).last()
    return {
        _official(str(name)): (round(row["luas_awal_ha"], 2), round(row["sisa_ha"], 2))
        for name, row in last.iterrows()
    }


def _official(name: str) -> str:
    region = names.match_kab_kota(name).region
    return region.name if region else name


def told() -> dict[str, tuple[float, float]]:
    """Return the same from the truth by hand: an RT that all works were done on is not kumuh."""
    frame = truth.reduced()
    frame["sisa"] = frame["luas_verifikasi_ha"] - frame["pengurangan"]
    by = frame.groupby("kab_kota")[["luas_verifikasi_ha", "sisa"]].sum()
    whole = {"": (round(by["luas_verifikasi_ha"].sum(), 2), round(by["sisa"].sum(), 2))}
    return whole | {
        str(k): (round(r["luas_verifikasi_ha"], 2), round(r["sisa"], 2)) for k, r in by.iterrows()
    }


def test_there_are_many_layouts() -> None:
    assert len(layouts.HECTARES) + len(layouts.SCHEDULES) >= 25


@pytest.mark.parametrize("name", [n for n in layouts.HECTARES if n != "persen_saja"])
def test_same_hectares(name: str) -> None:
    assert hectares(layouts.HECTARES[name]()) == told()


def test_percents_alone_start_the_same_and_say_what_they_cannot() -> None:
    dataset = build_dataset(layouts.persen_saja())
    books.accounted(dataset)
    found = evaluate(dataset)
    assert found.bukti == "persen"
    start = found.akun_luas.iloc[0]["luas_awal_ha"]
    assert round(start, 2) == told()[""][0]


@pytest.mark.parametrize("name", list(layouts.SCHEDULES))
def test_same_master_schedule(name: str) -> None:
    dataset = build_dataset(layouts.SCHEDULES[name]())
    books.accounted(dataset)
    found = schedule(dataset)
    assert found is not None, [f.message for f in dataset.findings]
    first = schedule(build_dataset(layouts.ms_templat()))
    assert first is not None
    columns = ["minggu", "kab_kota", "rencana_pct", "realisasi_pct", "deviasi_pp", "status"]
    pd.testing.assert_frame_equal(found.weekly[columns], first.weekly[columns], atol=1e-6)
    shown = ["kab_kota", "kegiatan", "bobot_pct", "rencana_pct", "realisasi_pct"]
    order = ["kab_kota", "kegiatan"]
    pd.testing.assert_frame_equal(
        found.activities[shown].sort_values(order, ignore_index=True),
        first.activities[shown].sort_values(order, ignore_index=True),
        atol=1e-6,
    )


@pytest.mark.parametrize("name", ["satu_daftar", "formulir_r0", "rekap_per_tahun"])
def test_the_template_filled_with_what_was_read_gives_the_same(name: str) -> None:
    tables = build_dataset(layouts.HECTARES[name]()).tables
    out = io.BytesIO()
    write_template(out, prefill=tables)
    assert hectares([("templat.xlsx", out.getvalue())]) == told()


def test_a_drawn_schedule_is_one_source_with_the_cell_of_every_value() -> None:
    dataset = build_dataset(layouts.SCHEDULES["ms_berdampingan"]())
    shown = sources_frame(dataset)
    assert len(shown) == 2 * len(truth.TEAMS)
    assert shown["baris"].sum() == 12 + 96
    label = dataset.table("progres").index[0]
    found = dataset.cell("progres", label, "realisasi_pct")
    assert (found.sheet, found.cell) == ("Kota Kupang", "F4")
