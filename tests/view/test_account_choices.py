"""What the data leave to choose of the account stands in the bar, and nothing else does."""

from datetime import date

import pandas as pd
import pytest

from kotaku.evaluation import Settings, evaluate
from kotaku.view import View, account_choices
from tests.tables import condition, dataset, rt, works


def place(number, year, hectares, kelurahan="Oeba"):
    return {"id_lokasi": f"{number}-{kelurahan}", "kab_kota": "Kota K", "kelurahan": kelurahan,
            "nomor_sk": number, "tahun_sk": year, "luas_sk_ha": hectares}  # fmt: skip


def renewed():
    return dataset(lokasi=[place("SK 9", 2020, 4.0), place("SK 1", 2014, 10.0)])


def surveyed_later():
    return dataset(
        rt=[rt("a"), rt("b")],
        kekumuhan=[condition("a", 2019, v2a=80, v2b=80, v3a=80, v3b=60),
                   condition("b", 2021, v2a=80, v2b=80, v3a=80, v3b=60)],
        pekerjaan=[works("a", 2020, "2b", 80)],
    )  # fmt: skip


def test_a_file_that_knows_one_way_only_leaves_nothing_to_choose():
    data = dataset(lokasi=[place("SK 9", 2020, 4.0), place("SK 9", 2020, 2.0, "Lasiana")])
    assert not account_choices(data, evaluate(data))


def test_each_decree_can_be_the_base_and_gives_its_own_start():
    data = renewed()
    found = account_choices(data, evaluate(data))
    assert found.bases == ("SK 1 (2014)", "SK 9 (2020)")
    starts = [evaluate(data, Settings(dasar=b)).account().realisasi.luas_awal_ha
              for b in found.bases]  # fmt: skip
    assert starts == [10.0, 4.0]
    view = View(data, evaluate(data, Settings(dasar=found.bases[0])))
    assert "dasar SK 1 (2014)" in view.method


def test_units_surveyed_later_can_be_taken_in_and_out_again():
    data = surveyed_later()
    assert account_choices(data, evaluate(data)).later
    taken = evaluate(data, Settings(tambahan=True))
    assert account_choices(data, taken).later
    assert "RT tambahan masuk luas awal" in View(data, taken).method


def test_the_days_that_the_data_bear_are_offered_newest_first():
    weeks = [pd.Timestamp(2022, 6, day) for day in (6, 13, 20)]
    data = dataset(
        master_schedule=[{"id_kegiatan": "1", "kegiatan": "A", "bobot_pct": 100.0,
                          "mulai": weeks[0], "selesai": weeks[2]}],
        progres=[{"id_kegiatan": "1", "minggu": w, "realisasi_pct": 10.0 * i}
                 for i, w in enumerate(weeks)],
    )  # fmt: skip
    found = account_choices(data, evaluate(data))
    assert found.days == (date(2022, 6, 20), date(2022, 6, 13), date(2022, 6, 6))


@pytest.mark.parametrize("day", [date(2022, 6, 13), None])
def test_every_figure_stands_at_the_chosen_day(day):
    data = dataset(profil=[{"kunci": "tanggal_data", "nilai": "20 Juni 2022"}],
                   audit=[{"jenis_pemeriksaan": "bpk", "uraian": "A", "status": "belum",
                           "batas_waktu": pd.Timestamp(2022, 6, 15)}])  # fmt: skip
    view = View(data, evaluate(data, Settings(tanggal_data=day)))
    late = view.achievement.audit["lewat_hari"].tolist()
    assert late == ([0] if day else [5])
