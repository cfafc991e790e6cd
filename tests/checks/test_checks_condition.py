"""Areas, denominators, volumes and published figures of an RT."""

import pytest

from kotaku.rules import load


def only(findings, code):
    found = [f for f in findings if f.code == code]
    assert len(found) == 1, [f.code for f in findings]
    return found[0]


def test_sound_rows_pass_without_a_word(check, rt, condition):
    tables, findings = check(rt=[rt], kekumuhan=[condition])
    assert findings == ()
    assert len(tables["rt"]) == len(tables["kekumuhan"]) == 1


@pytest.mark.parametrize(
    ("changes", "code", "cell", "sheet"),
    [
        ({"volume_4a": -0.12}, "VOLUME-NEGATIF", "E2", "Kekumuhan"),
        ({"volume_1a": 41}, "VOLUME-MELEBIHI-PEMBAGI", "C2", "Kekumuhan"),
        ({"volume_4a": 1.27}, "VOLUME-MELEBIHI-PEMBAGI", "E2", "Kekumuhan"),
        ({"volume_1a": 0.5}, "ANGKA-TIDAK-MUNGKIN", "C2", "Kekumuhan"),
        ({"volume_4a": 3}, "ANGKA-TIDAK-MUNGKIN", "E2", "Kekumuhan"),
    ],
)
def test_a_volume_that_cannot_be_is_a_warning_at_its_cell(
    check, rt, condition, changes, code, cell, sheet
):
    tables, findings = check(rt=[rt], kekumuhan=[{**condition, **changes}])
    found = only(findings, code)
    assert (found.severity, found.sheet, found.cell) == ("peringatan", sheet, cell)
    assert found.place == "Kota Bima"
    assert len(tables["kekumuhan"]) == 1


def test_an_excess_of_rounding_is_not_told(check, rt, condition):
    _, findings = check(
        rt=[{**rt, "luas_verifikasi_ha": 1.246}], kekumuhan=[condition | {"volume_4a": 1.25}]
    )
    assert findings == ()


@pytest.mark.parametrize(("value", "code"), [(0, "PEMBAGI-NOL"), (None, "PEMBAGI-KOSONG")])
def test_a_denominator_is_asked_for_once_where_it_belongs(check, rt, condition, value, code):
    _, findings = check(
        rt=[{**rt, "panjang_jalan_ideal_m": value}], kekumuhan=[{**condition, "volume_2a": 20}]
    )
    found = only(findings, code)
    assert (found.sheet, found.cell) == ("RT", "H2")
    assert "2a, 2b" in found.message


def test_a_zero_denominator_without_a_problem_is_fine(check, rt, condition):
    _, findings = check(
        rt=[{**rt, "panjang_jalan_ideal_m": 0}], kekumuhan=[{**condition, "volume_2b": 0}]
    )
    assert findings == ()


def test_a_negative_area_leaves_out_the_rt_and_what_hangs_on_it(check, rt, condition):
    tables, findings = check(
        rt=[{**rt, "luas_verifikasi_ha": -1.25}],
        kekumuhan=[condition],
        pekerjaan=[{"id_rt": "R1", "tahun": 2020, "kriteria": "2b", "volume": 10}],
    )
    assert {f.code for f in findings if f.excludes} == {
        "ANGKA-NEGATIF",
        "KEKUMUHAN-RT-DIKELUARKAN",
        "PEKERJAAN-RT-DIKELUARKAN",
    }
    assert all(frame.empty for frame in tables.values())


def test_missing_and_zero_area(check, rt):
    _, findings = check(
        rt=[{**rt, "luas_verifikasi_ha": None}, {**rt, "id_rt": "R2", "luas_verifikasi_ha": 0}]
    )
    assert [(f.code, f.cell) for f in findings] == [("LUAS-KOSONG", "E2"), ("LUAS-NOL", "E3")]


def test_a_condition_without_its_rt_is_left_out(check, rt, condition):
    tables, findings = check(rt=[rt], kekumuhan=[condition, {**condition, "id_rt": "R9"}])
    found = only(findings, "KEKUMUHAN-RT-TIDAK-DIKENAL")
    assert (found.severity, found.cell, found.value) == ("galat", "A3", "R9")
    assert list(tables["kekumuhan"]["id_rt"]) == ["R1"]


def test_scores_alone_need_no_rt_table(check):
    tables, findings = check(kekumuhan=[{"id_rt": "R1", "total_nilai": 21, "tingkat": "KR"}])
    assert findings == ()
    assert len(tables["kekumuhan"]) == 1


def test_rts_without_condition_are_told_once(check, rt, condition):
    rts = [{**rt, "id_rt": f"R{n}"} for n in range(1, 5)]
    _, findings = check(rt=rts, kekumuhan=[condition])
    found = only(findings, "RT-TANPA-KEKUMUHAN")
    assert found.cell == "A3:A5"
    assert "3 RT" in found.message


CRITERIA = load().criterion_ids


@pytest.mark.parametrize(
    ("scores", "total", "tingkat", "codes"),
    [
        ([5] * 16, 80, "KUMUH BERAT", []),
        ([5] * 16, 79, None, ["TOTAL-NILAI-TIDAK-COCOK"]),
        ([1] * 16, 16, "Ringan", []),
        ([1] * 15 + [0], 15, "Ringan", ["TINGKAT-TIDAK-COCOK"]),
        ([3] * 12 + [1, 1, 0, 0], 38, "KS", []),
        ([3] * 12 + [1, 0, 0, 0], 37, "KS", ["TINGKAT-TIDAK-COCOK"]),
        ([4] + [1] * 15, 19, None, ["NILAI-TIDAK-SAH"]),
        ([None] * 16, 81, None, ["TOTAL-NILAI-TIDAK-SAH"]),
        ([None] * 16, 20.5, None, ["TOTAL-NILAI-TIDAK-SAH"]),
        ([5] * 16, 80.5, None, ["TOTAL-NILAI-TIDAK-COCOK", "TOTAL-NILAI-TIDAK-SAH-TIDAK-DIPAKAI"]),
    ],
)
def test_scores_total_and_class_hang_together(check, scores, total, tingkat, codes):
    row = {"id_rt": "R1", "total_nilai": total, "tingkat": tingkat}
    row |= {f"nilai_{c}": s for c, s in zip(CRITERIA, scores, strict=True)}
    _, findings = check(kekumuhan=[row])
    assert [f.code for f in findings] == codes


def test_a_bad_score_beside_a_volume_does_not_cost_the_row(check, rt, condition):
    tables, findings = check(rt=[rt], kekumuhan=[{**condition, "nilai_1a": 2}])
    assert only(findings, "NILAI-TIDAK-SAH-TIDAK-DIPAKAI").cell == "F2"
    assert len(tables["kekumuhan"]) == 1


@pytest.mark.parametrize(
    ("volume", "percent", "told"),
    [
        (0.50, 40.0, False),
        (0.50, 40.2, False),  # two decimals of a hectare: within 0,25 pp
        (0.50, 40.3, True),
        (0.5034, 40.27, False),
        (0.5034, 40.3, True),  # four decimals leave no room for rounding
        (2.5, 100.0, False),  # 200 %, published as 100 %
        (2.5, 200.0, False),
        (-0.1, -8.0, False),
        (-0.1, 0.0, False),
    ],
)
def test_a_percent_follows_from_its_volume(check, rt, condition, volume, percent, told):
    row = {**condition, "volume_4a": volume, "persen_4a": percent}
    _, findings = check(rt=[rt], kekumuhan=[row])
    assert ("PERSEN-TIDAK-COCOK" in {f.code for f in findings}) is told


def test_a_percent_has_a_range(check):
    _, findings = check(kekumuhan=[{"id_rt": "R1", "persen_1a": 100.004, "persen_2a": 101}])
    assert only(findings, "PERSEN-DI-LUAR-RENTANG").cell == "C2"


@pytest.mark.parametrize(
    ("point", "codes"),
    [
        ((-8.45, 118.78), []),
        ((None, None), []),
        ((118.78, -8.45), ["KOORDINAT-TERTUKAR"]),
        ((8.45, 118.78), ["KOORDINAT-DI-LUAR-INDONESIA"]),
        ((-8.45, 11.878), ["KOORDINAT-DI-LUAR-INDONESIA"]),
        ((-8.45, None), ["KOORDINAT-TIDAK-LENGKAP"]),
    ],
)
def test_points_lie_in_indonesia(check, rt, point, codes):
    _, findings = check(rt=[rt | {"lintang": point[0], "bujur": point[1]}])
    assert [f.code for f in findings] == codes
