"""Where one file says two things of one quantity, one finding names both."""

import pytest

from kotaku.evaluation import evaluate
from tests.tables import dataset

PLACE = {"id_lokasi": "1", "kab_kota": "Kota K", "luas_sk_ha": 10}
SETTLED = {"indikator": "Pengaduan terselesaikan", "satuan": "%", "capaian": 92.3}
LISTED = [{"status": "selesai", "jumlah": 8}, {"status": "baru", "jumlah": 2}]


def told(findings):
    return [(f.value, f.message) for f in findings if f.code == "BESARAN-DUA-KALI"]


def test_settled_complaints_of_an_indicator_are_held_against_the_list(check):
    _, findings = check(kpi=[SETTLED], pengaduan=LISTED)
    [(value, message)] = told(findings)
    assert value == "92,3"
    assert "80 % menurut lembar Pengaduan (8 dari 10)" in message
    assert {f.cell for f in findings if f.code == "BESARAN-DUA-KALI"} == {"C2"}


def test_only_the_last_period_of_an_indicator_is_compared(check):
    rows = [
        {**SETTLED, "capaian": 50.0, "periode": "TW I 2022"},
        {**SETTLED, "capaian": 80.0, "periode": "November 2022"},
    ]
    assert not told(check(kpi=rows, pengaduan=LISTED)[1])


def test_a_kab_kota_is_compared_with_its_own_complaints(check):
    rows = [{**SETTLED, "kab_kota": "K", "capaian": 100.0}]
    listed = [{"kab_kota": "K", "status": "selesai"}, {"kab_kota": "L", "status": "baru"}]
    assert not told(check(kpi=rows, pengaduan=listed)[1])


@pytest.mark.parametrize(
    ("name", "unit", "value", "other"),
    [
        ("Luas kumuh berkurang", "ha", 5.0, "3,00 ha"),
        ("Luas kumuh berkurang", "%", 50.0, "30,00 %"),
        ("Sisa luas kumuh yang belum tertangani", "ha", 2.0, "7,00 ha"),
        ("Luas kumuh berkurang", "ha", 3.0, None),
        ("Luas kumuh berkurang", "ha", 4.0, None),  # with the plan
        ("Kepuasan penerima manfaat", "%", 5.0, None),
    ],
)
def test_hectares_of_an_indicator_are_held_against_the_account(name, unit, value, other):
    data = dataset(
        lokasi=[PLACE],
        pengurangan=[
            {"id_lokasi": "1", "tahun": 2018, "status": s, "pengurangan_ha": h}
            for s, h in (("realisasi", 3), ("rencana", 1))
        ],
        kpi=[{"indikator": name, "satuan": unit, "capaian": value}],
    )
    found = told(evaluate(data).temuan)
    assert len(found) == (other is not None)
    assert all(other in message for _, message in found)


def test_reductions_without_location_are_told_once_with_both_sums():
    rows = [
        {"id_lokasi": "1", "tahun": 2018, "status": "realisasi", "pengurangan_ha": 3},
        {"kab_kota": "Kota K", "tahun": 2017, "status": "terbuka", "pengurangan_ha": 2},
    ]
    found = evaluate(dataset(lokasi=[PLACE], pengurangan=rows)).temuan
    [one] = [f for f in found if f.code == "PENGURANGAN-TANPA-LOKASI"]
    assert "sisa 5,00 ha menurut akun, 7,00 ha bila dijumlah per lokasi" in one.message
