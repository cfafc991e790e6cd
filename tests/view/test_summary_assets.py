"""Assets in numbers."""

from kotaku import view
from tests.tables import table

ROWS = table(
    "pemeliharaan",
    [
        {"jenis": "Jalan", "kondisi": "baik", "kpp_aktif": "ya", "dana_rp": 1e6, "kelurahan": "L"},
        {"jenis": "Jalan", "kondisi": "rusak_berat", "kpp_aktif": "tidak", "id_rt": "a"},
        {"jenis": "MCK", "kondisi": None, "kpp_aktif": "tidak", "dana_rp": 0},
        {"jenis": "Jalan", "kondisi": "rusak_berat", "kpp_aktif": "ya", "dana_rp": 5e5},
    ],
)


def test_upkeep_in_one_sentence():
    found = view.upkeep(ROWS)
    assert (found.jumlah, found.baik, found.kpp_aktif, found.tanpa_dana) == (4, 1, 2, 2)
    assert found.dana_rp == 1.5e6
    assert view.upkeep_answer(found) == (
        "1 dari 4 aset dalam keadaan baik (25 %); KPP aktif menjaga 2 aset (50 %)."
    )
    assert view.upkeep(ROWS.iloc[:0]).part(0) == 0


def test_kinds_by_condition_sum_to_all_assets():
    table = view.conditions_by_kind(ROWS)
    assert table.index.tolist() == ["Jalan", "MCK"]
    assert table.loc["Jalan"].to_dict() == {
        "baik": 1,
        "rusak_ringan": 0,
        "rusak_berat": 2,
        "tidak_diketahui": 0,
    }
    assert table.to_numpy().sum() == len(ROWS)
    assert view.conditions_by_kind(ROWS.iloc[:0]).empty


def test_the_weakest_stand_first_where_no_hectares_are_known():
    shown = view.assets_frame(ROWS)
    assert shown.index.tolist() == [1, 3, 0, 2]
    assert shown["tempat"].fillna("").tolist() == ["a", "", "L", ""]
