"""KPI, funds and audit on screen: figures of the samples, one place, no tables at all."""

from __future__ import annotations

import pytest

from tests.pages.conftest import text

NTT = "Contoh NTT 2019"


def values(app):
    return [m.value for m in app.metric]


def test_kpi(open_page):
    app = open_page("kpi", NTT)
    assert values(app) == ["3 dari 7", "89,90 %", "24,17 %", "83,48 %"]
    assert "terjauh KPP berfungsi (55,56 % dari target)" in text(app)
    assert "Hanya jumlah provinsi yang terbit" in text(app)


def test_funds(open_page):
    app = open_page("dana", NTT)
    assert values(app)[0] == "Rp 20,95 miliar"
    assert "83,80 % dari pagu" in text(app)
    funnel = next(d.value for d in app.dataframe if "Serah terima (Rp)" in d.value.columns)
    whole = funnel[funnel["Kab/kota"] == "Seluruhnya"]
    assert whole["Pagu (Rp)"].sum() == funnel["Pagu (Rp)"].sum() / 2 == 25_000_000_000


def test_audit(open_page):
    app = open_page("kesiapan_audit", NTT)
    assert values(app)[:4] == ["6 dari 9", "3", "80,00 %", "63 hari"]  # those of Mutu follow
    assert "Dokumen belum lengkap (2)" in text(app)


@pytest.mark.parametrize("page", ["kpi", "dana", "kesiapan_audit"])
def test_one_place(page, open_page):
    app = open_page(page, NTT, kab="Kota Kupang")
    assert values(app)
    assert values(app) != values(open_page(page, NTT))


@pytest.mark.parametrize("page", ["kpi", "dana", "kesiapan_audit"])
def test_without_its_tables_a_page_offers_the_template(page, open_page, stored, tmp_path):
    book = tmp_path / "lokasi.csv"
    book.write_text("Kabupaten/Kota;Kelurahan;Luas SK (ha)\nKota Kupang;Alak;2,5\n", "utf-8")
    app = open_page(page, stored(book))
    assert "Halaman ini memerlukan lembar" in text(app)
    assert not app.metric


def test_what_is_late_is_put_before_the_meeting(open_page):
    words = text(open_page("ringkasan", NTT))
    assert "3 temuan audit senilai Rp 79,75 juta lewat batas waktu" in words
    assert "paket BPM senilai" in words


def test_thresholds_stand_on_the_page_of_rules(open_page):
    app = open_page("metode_dan_sumber", NTT)
    rules = next(d.value for d in app.dataframe if "KPI tercapai" in set(d.value.iloc[:, 0]))
    assert set(rules["Tanda"]) == {"C", "I"}
    assert rules["Sumber"].str.len().gt(0).all()
