"""Every page on a real city's file, read aloud: the hectares are those known for the city."""

from html import unescape

import pytest

from tests.pages.conftest import text, turn

ALL = (
    "ringkasan",
    "pengurangan_kumuh",
    "tingkat_kekumuhan",
    "kualitas_data",
    "unggah_data",
    "metode_dan_sumber",
)


@pytest.fixture
def pekalongan(shared, stored):
    return stored(shared / "real" / "pekalongan" / "pekalongan_a.xlsx")


@pytest.mark.parametrize("page", ALL)
def test_page_opens(page, open_page, pekalongan):
    assert open_page(page, pekalongan).markdown


@pytest.mark.parametrize("page", ["tingkat_kekumuhan", "pencegahan"])
def test_units_are_listed_at_every_level(page, open_page, pekalongan):
    assert open_page(page, pekalongan, satuan="Kawasan").dataframe


def test_ringkasan_by_rt(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan)
    assert [m.value for m in app.metric] == ["126,43 ha", "62,03 ha", "64,40 ha"]
    assert "Sisa 64,40 ha dari 126,43 ha (50,93 %)." in text(app)


def test_ringkasan_by_kawasan(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan, satuan="Kawasan")
    assert [m.value for m in app.metric] == ["104,28 ha", "89,08 ha", "15,20 ha"]
    assert "satuan kawasan" in text(app)


def test_until_a_year(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan, sampai="s.d. 2021")
    assert [m.value for m in app.metric] == ["126,43 ha", "32,41 ha", "94,02 ha"]


def test_quality_reconciles_rows(open_page, pekalongan):
    app = open_page("kualitas_data", pekalongan)
    assert "725 dari 907 baris dipakai, 182 dilaporkan" in text(app)


def test_pages_that_lack_data_say_what_they_need(open_page, pekalongan):
    assert "memerlukan Master Schedule dan Progres" in text(
        open_page("master_schedule", pekalongan)
    )
    assert "memerlukan poligon, atau kolom Lintang dan Bujur" in text(open_page("peta", pekalongan))


def test_the_cheapest_package_clears_every_rt(open_page, pekalongan):
    app = open_page("simulasi_dan_strategi", pekalongan)
    assert [m.value for m in app.metric][1:] == ["64,40 ha", "0,00 ha"]
    assert "tangani 89 RT" in text(app)


def test_a_budget_buys_part_of_it(open_page, pekalongan):
    app = open_page("simulasi_dan_strategi", pekalongan, tujuan="Anggaran (juta Rp)")
    cost, area, _ = (m.value for m in app.metric)
    assert cost.startswith("Rp ")
    assert cost.endswith(" juta")
    assert 0 < float(cost[3:-5].replace(",", ".")) <= 500
    assert 0 < float(area.removesuffix(" ha").replace(",", ".")) < 64.4


def test_a_scenario_without_works_changes_nothing(open_page, pekalongan):
    app = open_page("simulasi_dan_strategi", pekalongan, bagian="Andai pekerjaan selesai")
    assert [m.value for m in app.metric] == ["0,00 ha", "64,40 ha", "Rp 0"]


def test_relapse_is_told_in_hectares_with_places_and_years(open_page, pekalongan):
    app = open_page("pencegahan", pekalongan)
    assert "kembali kumuh pada 2028" in text(app)
    fallen = next(d.value for d in app.dataframe if "Kembali kumuh" in d.value.columns)
    assert set(fallen["Kembali kumuh"]) <= set(range(2024, 2029))
    assert app.metric[0].value != "0,00 ha"


def test_another_method_gives_other_hectares_and_says_so(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan, metode="K: kontribusi terhadap T0")
    assert app.metric[1].value != "62,03 ha"
    assert "metode K (kontribusi terhadap T0)" in text(app)


def test_reduction_by_source_still_adds_up(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan, rinci="Menurut sumber dana")
    assert [m.value for m in app.metric] == ["126,43 ha", "62,03 ha", "64,40 ha"]


def test_the_service_rule_takes_fewer_hectares_out_and_is_named(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan, layanan=True)
    assert app.metric[1].value != "62,03 ha"
    assert "metode T (ambang + 5 layanan dasar)" in text(app)


def test_yearly_budgets(open_page, pekalongan):
    app = open_page("simulasi_dan_strategi", pekalongan, tujuan="Anggaran per tahun")
    chosen = next(d.value for d in app.dataframe if "Nilai sesudah" in d.value.columns)
    assert set(chosen["Tahun"]) == {2024, 2025}


def test_a_rule_set_that_cannot_judge_the_data_is_not_used_and_the_page_says_so(
    open_page, pekalongan
):
    app = open_page("ringkasan", pekalongan, aturan="Permen PUPR 02/PRT/M/2016")
    assert [m.value for m in app.metric] == ["126,43 ha", "62,03 ha", "64,40 ha"]
    assert "tidak memuat semua kriteria peraturan yang dipilih" in text(app)


def test_the_team_gets_its_workbook_and_a_message(open_page, pekalongan):
    who = {"role": "presenter", "name": "Penyaji"}
    app = open_page("kualitas_data", pekalongan, penulis=who)
    assert any("E20" in block.value and "4d" in block.value for block in app.code)
    labels = [unescape(b.proto.label) for b in app.get("download_button")]
    assert "Unduh pekalongan_a.xlsx bertanda" in labels


def test_a_turn_without_master_schedule_uses_its_room_and_says_so(open_page, pekalongan):
    said = turn(open_page("mode_rakor", pekalongan))
    assert said.strip().startswith("Seluruh data ")  # this file names no kab/kota
    assert "Belum ada Master Schedule dan Progres." in said
    assert "Tingkat kekumuhan menurut kecamatan 89 dari 145 RT masih kumuh, 64,40 ha" in said
    for place in ("Barat", "Utara", "Timur", "Selatan"):
        assert f"Pekalongan {place}" in said
