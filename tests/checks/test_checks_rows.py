"""Rows typed twice, works, reported hectares, Master Schedule."""

import pytest

from kotaku.checks.limits import limits
from kotaku.findings import catalogue


def pairs(findings):
    return [(f.code, f.row) for f in findings]


def test_a_copy_is_left_out_and_reported(check, rt):
    tables, findings = check(rt=[rt, rt])
    assert pairs(findings) == [("BARIS-GANDA-SAMA", 3)]
    assert "baris 2" in findings[0].message
    assert list(tables["rt"]["_baris"]) == [2]


def test_of_contradicting_rows_the_first_counts(check, rt):
    tables, findings = check(rt=[rt, {**rt, "luas_verifikasi_ha": 9.0}, rt])
    assert pairs(findings) == [("BARIS-GANDA-BERBEDA", 3), ("BARIS-GANDA-SAMA", 4)]
    assert list(tables["rt"]["luas_verifikasi_ha"]) == [1.25]


def test_an_rt_may_have_a_condition_each_year_but_one(check, rt, condition):
    rows = [condition, {**condition, "tahun": 2020}, {**condition, "volume_1a": 11}]
    tables, findings = check(rt=[rt], kekumuhan=rows)
    assert pairs(findings) == [("BARIS-GANDA-BERBEDA", 4)]
    assert findings[0].value == "R1 / 2019"
    assert len(tables["kekumuhan"]) == 2


def test_rows_without_an_id_are_not_copies(check):
    _, findings = check(lokasi=[{"kab_kota": "Ende", "luas_sk_ha": 1.0}] * 2)
    assert findings == ()


WORKS = {"id_rt": "R1", "tahun": 2020, "kriteria": "2b", "volume": 50.0, "kawasan": "Melayu"}


@pytest.mark.parametrize(
    ("changes", "code", "used"),
    [
        ({}, None, True),
        ({"id_rt": "R9"}, "PEKERJAAN-RT-TIDAK-DIKENAL", False),
        ({"kriteria": "4d"}, "PEKERJAAN-KRITERIA-TIDAK-DIKENAL", False),
        ({"volume": -1.0}, "PEKERJAAN-VOLUME-NEGATIF", False),
        ({"volume": None}, "PEKERJAAN-VOLUME-KOSONG", False),
        ({"kawasan": "MELAYU "}, None, True),
        ({"kawasan": "Paruga"}, "PEKERJAAN-KAWASAN-BERBEDA", True),
        ({"volume": 151.0}, "PEKERJAAN-MELEBIHI-MASALAH", True),
        ({"volume": 150.0}, None, True),
    ],
)
def test_works(check, rt, condition, changes, code, used):
    tables, findings = check(rt=[rt], kekumuhan=[condition], pekerjaan=[{**WORKS, **changes}])
    assert [f.code for f in findings] == ([code] if code else [])
    assert len(tables["pekerjaan"]) == used
    assert all(catalogue()[f.code].excludes is not used for f in findings)


@pytest.mark.parametrize(
    ("written", "proposed"), [("RT 1 / RW 2", True), ("RT001-RW002", True), ("RT003-RW002", False)]
)
def test_a_likely_rt_is_proposed_and_not_applied(check, rt, condition, written, proposed):
    tables, findings = check(
        rt=[rt], kekumuhan=[condition], pekerjaan=[{**WORKS, "id_rt": written}]
    )
    assert ("id_rt R1" in findings[0].advice) is proposed
    assert findings[0].place == "Kota Bima"  # through its kawasan
    assert tables["pekerjaan"].empty


def test_an_rt_is_not_proposed_when_two_have_the_name(check, rt, condition):
    rts = [rt, {**rt, "id_rt": "R2"}]
    _, findings = check(
        rt=rts,
        kekumuhan=[condition, {**condition, "id_rt": "R2"}],
        pekerjaan=[{**WORKS, "id_rt": "RT001-RW002"}],
    )
    assert "id_rt R" not in findings[0].advice


def test_equal_works_are_kept(check, rt, condition):
    tables, findings = check(rt=[rt], kekumuhan=[condition], pekerjaan=[WORKS, WORKS])
    assert pairs(findings) == [("PEKERJAAN-GANDA", 3)]
    assert len(tables["pekerjaan"]) == 2


def test_surplus_is_summed_over_the_works_of_a_criterion(check, rt, condition):
    works = [{**WORKS, "volume": v} for v in (100.0, 30.0, 40.5)]
    _, findings = check(rt=[rt], kekumuhan=[condition], pekerjaan=works)
    assert pairs(findings) == [("PEKERJAAN-MELEBIHI-MASALAH", 2)]
    assert findings[0].cell == "D2:D4"
    assert "20,5 m" in findings[0].message


def test_works_without_a_condition_reduce_nothing(check, rt, condition):
    tables, findings = check(
        rt=[rt, {**rt, "id_rt": "R2"}],
        kekumuhan=[condition],
        pekerjaan=[{**WORKS, "id_rt": "R2"}],
    )
    assert "PEKERJAAN-TANPA-KONDISI" in {f.code for f in findings if f.excludes}
    assert tables["pekerjaan"].empty


LOCATION = {"id_lokasi": "L1", "kab_kota": "Kabupaten Ende", "luas_sk_ha": 10.0}
REDUCED = {"id_lokasi": "L1", "tahun": 2019, "status": "realisasi", "pengurangan_ha": 4.0}


@pytest.mark.parametrize(
    ("changes", "code", "used"),
    [
        ({}, None, True),
        ({"id_lokasi": "L2"}, "PENGURANGAN-LOKASI-TIDAK-DIKENAL", False),
        ({"pengurangan_ha": -4.0}, "PENGURANGAN-NEGATIF", False),
        ({"pengurangan_ha": None}, "PENGURANGAN-KOSONG", False),
        ({"id_lokasi": None, "kab_kota": "Kabupaten Ende"}, None, True),
        ({"pengurangan_ha": 10.01}, None, True),
    ],
)
def test_reported_reduction(check, changes, code, used):
    tables, findings = check(lokasi=[LOCATION], pengurangan=[{**REDUCED, **changes}])
    assert [f.code for f in findings] == ([code] if code else [])
    assert len(tables["pengurangan"]) == used


def test_reduction_beyond_the_area_is_told_for_each_level(check):
    rows = [REDUCED, {**REDUCED, "tahun": 2020, "pengurangan_ha": 6.02}]
    _, findings = check(lokasi=[LOCATION], pengurangan=rows)
    assert [f.message.split(" berjumlah")[0] for f in findings] == [
        "Pengurangan seluruh data",
        "Pengurangan Kabupaten Ende",
        "Pengurangan lokasi L1",
    ]
    assert {f.value for f in findings} == {"10,02"}


def test_another_figure_under_the_same_heading_is_kept(check):
    rows = [REDUCED, {**REDUCED, "pengurangan_ha": 1.0}, REDUCED]
    tables, findings = check(lokasi=[LOCATION], pengurangan=rows)
    assert pairs(findings) == [("BARIS-GANDA-SAMA", 4), ("PENGURANGAN-KUNCI-SAMA", 3)]
    assert len(tables["pengurangan"]) == 2


@pytest.mark.parametrize(
    ("verified", "told"), [(10.0, False), (10.1, False), (10.11, True), (9.0, True), (None, False)]
)
def test_two_areas_of_a_location(check, verified, told):
    _, findings = check(lokasi=[{**LOCATION, "luas_verifikasi_ha": verified}])
    assert [f.code for f in findings] == (["LUAS-SK-BERBEDA"] if told else [])


ACTIVITY = {
    "id_kegiatan": "1",
    "kab_kota": "Kota Bima",
    "kegiatan": "Persiapan",
    "bobot_pct": 100.0,
    "mulai": "2022-01-03",
    "selesai": "2022-03-27",
}
REPORT = {"id_kegiatan": "1", "kab_kota": "Kota Bima", "minggu": "2022-01-09", "realisasi_pct": 9.0}


@pytest.mark.parametrize(
    ("weights", "codes"),
    [
        ((60.0, 40.0), []),
        ((60.0, 40.05), []),
        ((60.0, 40.06), ["BOBOT-TIDAK-100"]),
        ((60.0, None), ["BOBOT-SEBAGIAN-KOSONG"]),
        ((None, None), ["BOBOT-KOSONG"]),
    ],
)
def test_weights_of_a_team(check, weights, codes):
    rows = [{**ACTIVITY, "id_kegiatan": str(n), "bobot_pct": w} for n, w in enumerate(weights)]
    _, findings = check(master_schedule=rows)
    assert [f.code for f in findings] == codes
    assert all(f.cell == "D2:D3" for f in findings)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"selesai": "2021-12-31"}, ["SELESAI-SEBELUM-MULAI"]),
        ({"selesai": None}, ["TIM-TANPA-RENCANA"]),
        ({"bobot_pct": -5.0}, ["BOBOT-NEGATIF"]),
    ],
)
def test_activities(check, changes, codes):
    _, findings = check(master_schedule=[{**ACTIVITY, **changes}])
    assert [f.code for f in findings] == codes


@pytest.mark.parametrize(
    ("changes", "code", "used"),
    [
        ({"id_kegiatan": "7"}, "PROGRES-KEGIATAN-TIDAK-DIKENAL", False),
        ({"kab_kota": "Dompu"}, "PROGRES-KEGIATAN-TIDAK-DIKENAL", False),
        ({"kab_kota": None}, None, True),  # one team only has this activity
        ({"minggu": None}, "PROGRES-TANPA-MINGGU", False),
        ({"realisasi_pct": 101.0}, "PROGRES-MELEBIHI-100", True),
        ({"realisasi_pct": -1.0}, "PROGRES-NEGATIF", True),
    ],
)
def test_reports(check, changes, code, used):
    tables, findings = check(master_schedule=[ACTIVITY], progres=[{**REPORT, **changes}])
    assert [f.code for f in findings] == ([code] if code else [])
    assert len(tables["progres"]) == used


def weeks(values):
    return [
        {**REPORT, "minggu": f"2022-01-{day:02d}", "realisasi_pct": v}
        for day, v in zip(range(2, 31, 7), values, strict=False)
    ]


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ((10, 20, 50, 100), []),
        ((10, 20, 15, 100), ["PROGRES-MENURUN"]),
        ((10, 20, 15), ["PROGRES-MENURUN"]),
        ((10, 30, 20, 30, 10), ["PROGRES-MINGGUAN"]),
        ((60, 40, 0), ["PROGRES-MINGGUAN"]),
        ((50, 50, 50), []),
    ],
)
def test_cumulative_progress_does_not_fall(check, values, codes):
    _, findings = check(master_schedule=[ACTIVITY], progres=weeks(values))
    assert [f.code for f in findings] == codes


def test_a_flood_of_one_kind_is_told_in_part_and_counted(check, rt):
    many = limits()["temuan"]["terbanyak"] + 7
    points = {"lintang": 118.78, "bujur": -8.45}
    _, findings = check(rt=[rt | {"id_rt": str(n), **points} for n in range(many)])
    assert len(findings) == many - 7 + 1
    last = next(f for f in findings if f.code == "TEMUAN-DIRINGKAS")
    assert last.message.startswith("7 temuan")
    assert [f.row for f in findings if f is not last] == list(range(2, many - 7 + 2))


def test_rows_left_out_are_told_one_by_one(check, rt):
    many = limits()["temuan"]["terbanyak"] + 7
    rows = [rt | {"id_rt": str(n), "luas_verifikasi_ha": -1.0} for n in range(many)]
    tables, findings = check(rt=rows)
    assert tables["rt"].empty
    assert sum(f.excludes for f in findings) == many


def test_every_code_of_the_checks_has_short_words():
    for kind in catalogue().values():
        assert kind.title
        assert kind.message.endswith((".", "{kalimat}", ")")) or "{" in kind.message, kind.code
        assert kind.advice, kind.code


@pytest.mark.parametrize("gone", ["rt", "lokasi", "kekumuhan", "master_schedule"])
def test_a_table_that_loses_all_its_rows_stops_no_check(check, rt, condition, gone):
    negative = {"rt": {"luas_verifikasi_ha": -1.0}, "lokasi": {"luas_sk_ha": -1.0}}
    negative |= {"kekumuhan": {"id_rt": "R9"}, "master_schedule": {"bobot_pct": -1.0}}
    content = {
        "rt": rt | {"id_lokasi": "L1"},
        "lokasi": LOCATION,
        "kekumuhan": condition,
        "pekerjaan": WORKS,
        "pengurangan": REDUCED,
        "master_schedule": ACTIVITY,
        "progres": REPORT,
    }
    content[gone] = content[gone] | negative[gone]
    tables, findings = check(**{name: [row] for name, row in content.items()})
    assert tables[gone].empty
    assert any(f.excludes for f in findings)
