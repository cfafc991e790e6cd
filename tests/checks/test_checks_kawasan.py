"""A kawasan against its RT, figures that stand out, figures that were copied."""

from __future__ import annotations


def three(rt: dict[str, object], **changes: object) -> list[dict[str, object]]:
    return [
        {**rt, "id_rt": f"R{i}", "rt_rw": f"RT{i}", "jumlah_kk": 50 + i, **changes}
        for i in (1, 2, 3)
    ]


def codes(found: object) -> list[str]:
    return [f.code for f in found]


def test_kawasan_row_among_its_rt_counts_once(check, rt) -> None:
    whole = {**rt, "id_rt": "K", "rt_rw": None, "luas_verifikasi_ha": 3.75, "jumlah_kk": 157}
    tables, found = check(rt=[*three(rt), whole])
    assert tables["rt"]["id_rt"].tolist() == ["R1", "R2", "R3"]
    (one,) = [f for f in found if f.code == "KAWASAN-DAN-RT"]
    assert "Jumlah KK 157, jumlah RT 156" in one.message


def test_an_rt_without_its_number_stays(check, rt) -> None:
    tables, found = check(rt=[*three(rt), {**rt, "id_rt": "R4", "rt_rw": None}])
    assert len(tables["rt"]) == 4
    assert "KAWASAN-DAN-RT" not in codes(found)


def test_location_is_the_sum_of_its_rt(check, rt) -> None:
    place = {"id_lokasi": "L", "kab_kota": "Kota Bima", "luas_verifikasi_ha": 5.0}
    _, found = check(lokasi=[place], rt=three(rt, id_lokasi="L"))
    (one,) = [f for f in found if f.code == "LUAS-LOKASI-BUKAN-JUMLAH-RT"]
    assert "3,75" in one.message
    _, found = check(lokasi=[{**place, "luas_verifikasi_ha": 3.75}], rt=three(rt, id_lokasi="L"))
    assert "LUAS-LOKASI-BUKAN-JUMLAH-RT" not in codes(found)


def test_works_of_a_kawasan_on_its_first_rt(check, rt, condition) -> None:
    states = [{**condition, "id_rt": f"R{i}"} for i in (1, 2, 3)]
    job = {"id_rt": "R1", "tahun": 2020, "kriteria": "2b", "volume": 400, "status": "realisasi"}
    _, found = check(rt=three(rt), kekumuhan=states, pekerjaan=[job])
    assert "PEKERJAAN-DI-RT-PERTAMA" in codes(found)
    for fair in ({**job, "volume": 100}, {**job, "id_rt": "R2"}):
        _, found = check(rt=three(rt), kekumuhan=states, pekerjaan=[fair])
        assert "PEKERJAAN-DI-RT-PERTAMA" not in codes(found)


def test_one_rt_unlike_all_others(check, rt) -> None:
    rows = [{**rt, "id_rt": f"R{i}", "rt_rw": f"RT{i}", "luas_verifikasi_ha": 1 + i / 10}
            for i in range(14)]  # fmt: skip
    rows[3]["luas_verifikasi_ha"] = 120.0
    tables, found = check(rt=rows)
    outliers = [f for f in found if f.code == "NILAI-MENCOLOK"]
    assert {f.row for f in outliers} == {5}
    assert {f.severity for f in outliers} == {"info"}
    assert len(tables["rt"]) == 14


def test_equal_denominators_in_two_kawasan(check, rt) -> None:
    other = {**rt, "id_rt": "R9", "kawasan": "Gamer"}
    _, found = check(rt=[{**rt, "kawasan": "Kauman"}, other])
    (one,) = [f for f in found if f.code == "PEMBAGI-SAMA"]
    assert "Gamer dan Kauman" in one.message
