"""Every page on the two sample rakor: the published totals stand on the screen."""

import pytest

from tests.pages.conftest import silent, table, text

NTT, NTB = "Contoh NTT 2019", "Contoh NTB 2022"


@pytest.mark.parametrize("sample", [NTT, NTB])
def test_every_page_opens(sample, open_page):
    assert silent(open_page, sample) == []


def test_ntt(open_page):
    app = open_page("ringkasan", NTT)
    assert [m.value for m in app.metric][:3] == ["202,43 ha", "153,50 ha", "48,93 ha"]
    assert "75,83 % dari luas awal; 189,29 ha (93,51 %) bila simulasi 2019 terlaksana" in text(app)
    assert "Hanya jumlah provinsi yang terbit" in text(app)


def test_ntt_realised_alone(open_page):
    app = open_page("ringkasan", NTT, skenario="Realisasi saja")
    assert app.metric[2].value == "48,93 ha"
    assert "bila simulasi" not in text(app)


def test_ntb(open_page):
    app = open_page("ringkasan", NTB)
    assert [m.value for m in app.metric] == ["575,47 ha", "108,38 ha", "361,50 ha", "98,00 %"]
    assert "Pengurangan 105,59 ha belum terinci" in text(app)


def test_ntb_claim_is_named_on_the_quality_page(open_page):
    assert "1 galat" in text(open_page("kualitas_data", NTB))
    app = open_page("kualitas_data", NTB, bagian="Angka laporan")
    claims = table(app, "Putusan")
    assert "Tidak cocok" in set(claims["Putusan"])


def test_one_place(open_page):
    app = open_page("ringkasan", NTT, kab="Kota Kupang")
    assert app.metric[0].value == "44,84 ha"


def test_a_replaced_number_is_said_on_every_page(open_page):
    app = open_page("ringkasan", NTT, ubah="pertimbangan.tinggi:12")
    assert "1 ketentuan disesuaikan provinsi" in text(app)
    assert "ketentuan disesuaikan" not in text(open_page("ringkasan", NTT))


def test_a_number_confirmed_by_its_source_cannot_be_replaced(open_page):
    app = open_page("ringkasan", NTT, ubah="tingkat.ringan:1")
    assert [m.value for m in app.metric][:3] == ["202,43 ha", "153,50 ha", "48,93 ha"]
    assert "ketentuan disesuaikan" not in text(app)
