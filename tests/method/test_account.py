"""What an account keeps apart: state, date, base, new slum, excess, coverage."""

from datetime import date
from pathlib import Path

import pytest

from kotaku.checks.states import question_code
from kotaku.evaluation import Settings, evaluate
from kotaku.intake.understand import build_dataset
from tests.tables import condition, dataset, rt, works

KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}
PLACE = {"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 10}


def book(shared: Path, name: str):
    path = shared / "cases/buku" / f"{name}.xlsx"
    return build_dataset([(path.name, path.read_bytes())])


def reduced(hectares, tahun=2018, status="realisasi", **more):
    row = {"id_lokasi": "1", "tahun": tahun, "status": status, "pengurangan_ha": hectares}
    return {**row, **more}


def codes(result, dataset=None):
    found = (*result.temuan, *(dataset.findings if dataset else ()))
    return {f.code for f in found}


def test_what_is_planned_or_under_way_never_counts_as_done(shared):
    found = evaluate(book(shared, "status_rencana")).account()
    assert (found.realisasi.pengurangan_ha, found.realisasi.persen) == (3, 30)
    assert (found.berjalan_ha, found.rencana_ha) == (1, 5)
    assert found.simulasi.sisa_ha == 1


def test_new_slum_stands_beside_the_reduction_and_is_not_netted(shared):
    data = book(shared, "kumuh_baru")
    result = evaluate(data)
    done = result.account().realisasi
    assert (done.pengurangan_ha, done.kumuh_baru_ha, done.sisa_ha) == (1, 1, 1)
    assert "KUMUH-BARU" in codes(result)
    by_floor = result.pengurangan.query("metode == 'T' and satuan == 'rt'").iloc[-1]
    assert (by_floor["pengurangan_ha"], by_floor["kumuh_baru_ha"]) == (1, 1)


def test_what_bears_a_later_year_than_the_data_stays_out_and_is_told(shared):
    data = book(shared, "masa_depan")
    result = evaluate(data)
    assert result.account().realisasi.persen == 30
    told = [f for f in result.temuan if f.code == "SESUDAH-TANGGAL-DATA"]
    assert [(f.sheet, f.cell) for f in told] == [("Pengurangan", "E3")]
    assert result.berkas[0].rows_used == result.berkas[0].rows_in - 1


def targets_and_achievements(day: str):
    rows = [
        reduced(4, 2018, "rencana"), reduced(4, 2018), reduced(5, 2019, "rencana"),
        reduced(3, 2019), reduced(6, 2019, "rencana", id_lokasi="2"), reduced(3, 2021, "rencana"),
    ]  # fmt: skip
    other = {**PLACE, "id_lokasi": "2", "luas_sk_ha": 6}
    profile = [{"kunci": "tanggal_data", "nilai": day}]
    return dataset(profil=profile, lokasi=[PLACE, other], pengurangan=rows)


@pytest.mark.parametrize(
    ("day", "plans"),
    [
        ("4 Agustus 2020", {2019: 6, 2021: 3}),
        ("4 Agustus 2019", {2019: 3 + 6}),
        ("", {2019: 3 + 6}),
    ],
)
def test_the_plan_of_a_year_past_adds_nothing_to_what_was_done_of_it(day, plans):
    result = evaluate(targets_and_achievements(day))
    told = [f for f in result.temuan if f.code == "RENCANA-SUDAH-LEWAT"]
    assert result.account().realisasi.pengurangan_ha == 7
    ahead = result.akun_luas.query("kab_kota == '' and status == 'simulasi'")
    found = ahead.set_index("tahun")["pengurangan_ha"].to_dict()
    assert {year: ha for year, ha in found.items() if ha} == plans
    assert len(told) == (2 if "2020" in day else 1)


def test_targets_beside_their_achievements_are_no_reduction_beyond_the_area():
    found = {f.code for f in targets_and_achievements("").findings}
    assert "PENGURANGAN-MELEBIHI-LUAS" not in found


def test_a_place_cannot_lose_more_than_it_has(shared):
    data = book(shared, "sisa_negatif")
    result = evaluate(data)
    assert result.account().realisasi.sisa_ha == 19
    assert result.account("Kota Kupang").realisasi.sisa_ha == 0
    assert (result.akun_luas[["sisa_ha", "pengurangan_ha"]] >= 0).all(axis=None)
    assert result.account().cakupan.pengurangan_tidak_ha == 5
    told = [f for f in data.findings if f.code == "PENGURANGAN-MELEBIHI-LUAS"]
    assert {f.cell for f in told} == {"H2"}


def test_the_sample_says_realised_first_and_the_plan_second():
    path = Path(__file__).parents[2] / "data/contoh_ntt_2019.xlsx"
    found = evaluate(build_dataset([(path.name, path.read_bytes())])).account()
    assert (found.realisasi.pengurangan_ha, round(found.realisasi.persen, 2)) == (153.5, 75.83)
    assert (found.simulasi.pengurangan_ha, round(found.simulasi.persen, 2)) == (189.29, 93.51)
    assert (str(found.per), found.tahun_rencana) == ("2019-08-04", 2019)


@pytest.mark.parametrize("word", ["kontrak tahap 9", None])
def test_a_state_that_cannot_be_read_counts_for_nothing(word):
    data = dataset(lokasi=[PLACE], pengurangan=[reduced(3), reduced(2, status=word)])
    found = evaluate(data).account()
    assert found.realisasi.pengurangan_ha == found.simulasi.pengurangan_ha == 3
    assert found.cakupan.pengurangan_tidak_baris == 1
    assert found.cakupan.pengurangan_tidak_ha == 2


def sheet(*status):
    rows = "\n".join(f"1;K;201{i};{s};1" for i, s in enumerate(status))
    text = f"id_lokasi;kab_kota;tahun;status;pengurangan_ha\n{rows}\n"
    places = "id_lokasi;kab_kota;luas_sk_ha\n1;K;10\n"
    return [("Lokasi.csv", places.encode()), ("Pengurangan.csv", text.encode())]


def test_an_unknown_state_is_asked_about_with_its_hectares_and_the_answer_holds():
    files = sheet("realisasi", "menunggu", "menunggu")
    open_ = build_dataset(files)
    [question] = [q for q in open_.questions if q.kode.startswith("STATUS-")]
    assert question.kode == question_code("pengurangan", "Menunggu")
    assert "2 ha" in question.pesan
    assert evaluate(open_).account().belum_pasti
    told = [f for f in open_.findings if f.code == "STATUS-TIDAK-DIKENALI"]
    assert ("2 ha" in told[0].message, told[0].cell) == (True, "D3:D4")
    answered = build_dataset(files, answers={question.kode: "realisasi"})
    assert not answered.questions
    assert evaluate(answered).account().realisasi.pengurangan_ha == 3


@pytest.mark.parametrize(
    ("word", "done", "plan"),
    [
        ("Selesai", 1, 1),
        ("terlaksana", 1, 1),
        ("On Progress", 0, 1),
        ("dalam pelaksanaan", 0, 1),
        ("kontrak", 0, 1),
        ("direncanakan", 0, 1),
        ("usulan", 0, 1),
        ("DED", 0, 1),
        ("batal", 0, 0),
    ],
)
def test_states_are_read_in_their_common_spellings(word, done, plan):
    found = evaluate(build_dataset(sheet(word))).account()
    assert found.realisasi.pengurangan_ha == done
    assert found.simulasi.pengurangan_ha == plan


def test_a_sheet_without_any_state_reports_what_was_done():
    data = dataset(lokasi=[PLACE], pengurangan=[reduced(3, status=None)])
    assert evaluate(data).account().realisasi.pengurangan_ha == 3


OLD = {"nomor_sk": "SK 1", "tahun_sk": 2016, "kab_kota": "K"}
NEW = {"nomor_sk": "SK 2", "tahun_sk": 2020, "kab_kota": "K"}
RENEWED = [
    {**OLD, "id_lokasi": "1", "kelurahan": "A", "luas_sk_ha": 10},
    {**OLD, "id_lokasi": "2", "kelurahan": "B", "luas_sk_ha": 5},
    {**NEW, "id_lokasi": "1", "kelurahan": "A", "luas_sk_ha": 8},
    {**NEW, "id_lokasi": "3", "kelurahan": "C", "luas_sk_ha": 20},
]


def test_a_renewed_decree_opens_a_base_of_its_own():
    data = dataset(lokasi=RENEWED, pengurangan=[reduced(4, 2018), reduced(3, 2021)])
    result = evaluate(data)
    done = result.account().realisasi
    assert (done.luas_awal_ha, done.pengurangan_ha, done.sisa_ha) == (28, 3, 25)
    assert result.account().dasar_sk == "SK 2 (2020)"
    assert {"SK-DIPERBARUI", "PENGURANGAN-DASAR-LAIN"} <= codes(result)
    passage = result.peralihan.set_index("kelurahan")["perubahan"].to_dict()
    assert passage == {"A": "tetap", "B": "keluar", "C": "baru"}


def test_the_older_base_can_be_asked_for_and_keeps_its_own_years():
    data = dataset(lokasi=RENEWED, pengurangan=[reduced(4, 2018), reduced(3, 2021)])
    done = evaluate(data, Settings(dasar="SK 1")).account().realisasi
    assert (done.luas_awal_ha, done.pengurangan_ha) == (15, 4)


def test_a_decree_of_other_places_only_adds_to_the_base():
    more = {**NEW, "id_lokasi": "3", "kelurahan": "C", "luas_sk_ha": 20}
    result = evaluate(dataset(lokasi=[RENEWED[0], RENEWED[1], more]))
    assert result.account().realisasi.luas_awal_ha == 35
    assert result.peralihan.empty


def test_areas_of_two_kinds_of_base_are_never_summed():
    target = {"id_lokasi": "9", "kab_kota": "L", "luas_sk_ha": 3, "dasar": "RPJMN"}
    result = evaluate(dataset(lokasi=[PLACE, target]))
    assert result.account().realisasi.luas_awal_ha == 10
    assert result.account().cakupan.luas_tidak_ha == 3
    assert "DASAR-BERBEDA" in codes(result)


def later():
    return dataset(
        rt=[rt("a", kab_kota="K"), rt("b", kab_kota="K")],
        kekumuhan=[condition("a", 2019, **KUMUH), condition("b", 2021, **KUMUH)],
        pekerjaan=[works("a", 2020, "2a", 80)],
    )


def test_a_unit_first_surveyed_later_is_an_addition_unless_the_user_says_otherwise():
    result = evaluate(later())
    done = result.account().realisasi
    assert (done.luas_awal_ha, done.sisa_ha, done.tambahan_ha) == (1, 0, 1)
    assert "RT-TAMBAHAN" in codes(result)
    inside = evaluate(later(), Settings(tambahan=True)).account().realisasi
    assert (inside.luas_awal_ha, inside.sisa_ha, inside.tambahan_ha) == (2, 1, 0)


def test_coverage_names_the_units_that_could_not_be_judged():
    data = dataset(
        rt=[rt("a", kab_kota="K"), rt("b", kab_kota="K", luas_verifikasi_ha=3)],
        kekumuhan=[condition("a", 2019, **KUMUH)],
    )
    found = evaluate(data).account().cakupan
    assert (found.luas_dipakai_ha, found.luas_tidak_ha) == (1, 3)
    assert (found.rt_tanpa_data, found.luas_rt_tanpa_data_ha) == (1, 3)


def test_reported_new_slum_adds_to_what_is_left():
    rows = [reduced(4, kumuh_baru_ha=1.5)]
    done = evaluate(dataset(lokasi=[PLACE], pengurangan=rows)).account().realisasi
    assert done.luas_awal_ha - done.pengurangan_ha + done.kumuh_baru_ha == done.sisa_ha == 7.5


def test_the_user_may_state_the_data_date():
    data = dataset(lokasi=[PLACE], pengurangan=[reduced(3, 2018), reduced(2, 2021)])
    early = evaluate(data, Settings(tanggal_data=date(2019, 12, 31)))
    assert early.account().realisasi.pengurangan_ha == 3
    assert str(early.account().per) == "2019-12-31"
