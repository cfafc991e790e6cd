"""The headline of an area account, on the published totals of rakor NTT 2019 and NTB 2022."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotaku.view import (
    answer,
    area_by_place,
    area_summary,
    reduction_answer,
    select_account,
    target_words,
)


def account(rows: list[tuple[str, int, str, float, float]]) -> pd.DataFrame:
    """Rows of (kab_kota, tahun, status, luas_awal_ha, pengurangan_ha) with their balances."""
    frame = pd.DataFrame(
        rows, columns=["kab_kota", "tahun", "status", "luas_awal_ha", "pengurangan_ha"]
    )
    return select_account(frame.astype({"luas_awal_ha": float, "pengurangan_ha": float}))


NTT = account(
    [
        ("", 2018, "realisasi", 202.43, 153.5),
        ("", 2019, "simulasi", 202.43, 35.79),
    ]
)
NTB = account(
    [
        ("", 2021, "terbuka", 575.47, 105.59),
        ("", 2022, "realisasi", 575.47, 108.38),
    ]
)


def test_ntt_2019_reads_as_published():
    area = area_summary(NTT, target_sisa_ha=0)
    assert area is not None
    assert area.sisa_ha == pytest.approx(48.93)
    assert area.sisa_simulasi_ha == pytest.approx(13.14)
    assert answer(area, area_by_place(NTT), "4 Agustus 2019") == (
        "153,50 ha (75,83 %) terealisasi per 4 Agustus 2019; 189,29 ha (93,51 %) bila simulasi "
        "2019 terlaksana. Sisa 48,93 ha dari 202,43 ha (24,17 %); target 0 ha, kurang 48,93 ha "
        "(13,14 ha bila simulasi 2019 terlaksana)."
    )


def test_ntb_2022_keeps_the_unexplained_part_apart():
    area = area_summary(NTB)
    assert area is not None
    assert area.terbuka_ha == pytest.approx(105.59)
    assert area.sisa_ha == pytest.approx(361.5)
    assert reduction_answer(area) == (
        "108,38 ha (18,83 %) terealisasi; 105,59 ha lagi berkurang tanpa rincian; "
        "sisa 361,50 ha dari 575,47 ha."
    )


def test_without_simulation_the_balance_is_drawn_up_again():
    realised = area_summary(select_account(NTT, simulasi=False))
    assert realised is not None
    assert realised.sisa_ha == pytest.approx(48.93)
    assert realised.simulasi_ha == 0


def test_up_to_a_year():
    early = area_summary(select_account(NTB, sampai_tahun=2021))
    assert early is not None
    assert early.sisa_ha == pytest.approx(469.88)


def test_places_with_most_left_come_first_and_are_named():
    frame = account(
        [
            ("", 2019, "realisasi", 30.0, 18.0),
            ("Belu", 2019, "realisasi", 10.0, 10.0),
            ("Ende", 2019, "realisasi", 10.0, 3.0),
            ("Sikka", 2019, "realisasi", 10.0, 5.0),
        ]
    )
    places = area_by_place(frame)
    assert list(places["kab_kota"]) == ["Ende", "Sikka", "Belu"]
    area = area_summary(frame)
    assert area is not None
    assert answer(area, places).endswith("100 % sisanya ada di Ende dan Sikka.")


def test_an_account_without_initial_area_has_no_percent():
    area = area_summary(account([("", 2019, "realisasi", 0.0, 0.0)]))
    assert area is not None
    assert math.isnan(area.realisasi_pct)
    assert area_summary(account([])) is None


@given(
    st.lists(
        st.tuples(
            st.just(""),
            st.integers(2016, 2024),
            st.sampled_from(["realisasi", "simulasi", "terbuka"]),
            st.just(1000.0),
            st.floats(0, 50).map(lambda x: round(x, 2)),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_awal_is_what_was_taken_plus_what_is_left(rows):
    area = area_summary(account(rows))
    assert area is not None
    gone = area.realisasi_ha + area.terbuka_ha
    assert gone + area.sisa_ha == pytest.approx(area.luas_awal_ha)
    assert area.sisa_simulasi_ha + area.simulasi_ha == pytest.approx(area.sisa_ha)


def test_a_target_is_reached_by_what_is_done_alone():
    planned = area_summary(
        account([("", 2020, "realisasi", 10.0, 4.0), ("", 2024, "simulasi", 10.0, 6.0)]),
        target_sisa_ha=0,
    )
    assert planned is not None
    assert (
        target_words(planned) == "target 0 ha, kurang 6,00 ha, cukup bila simulasi 2024 terlaksana"
    )
    done = area_summary(account([("", 2020, "realisasi", 0.3, 0.1 + 0.2)]), target_sisa_ha=0)
    assert done is not None
    assert target_words(done) == "target 0 ha tercapai"


def test_what_is_left_below_the_last_digit_is_never_nothing():
    area = area_summary(account([("", 2020, "realisasi", 10.0, 9.999)]), target_sisa_ha=0)
    assert area is not None
    assert target_words(area) == "target 0 ha, kurang 0,0010 ha"


def test_a_view_without_plans_keeps_the_places_that_have_nothing_else():
    kept = select_account(
        account([("", 2024, "berjalan", 10.0, 6.0), ("Ende", 2024, "simulasi", 10.0, 6.0)]),
        simulasi=False,
    )
    area = area_summary(kept, kab_kota="Ende")
    assert area is not None
    assert (area.luas_awal_ha, area.sisa_ha, area.realisasi_ha) == (10.0, 10.0, 0.0)
