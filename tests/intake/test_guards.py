"""Sizes that no place has, marks that mean nothing or not yet: asked, never taken for granted."""

from __future__ import annotations

import pytest

from kotaku.dataset import Dataset
from kotaku.evaluation import evaluate
from kotaku.intake.understand import build_dataset
from tests.intake import books

HEAD = ["Kab/Kota", "Kelurahan", "Luas Kumuh Awal (Ha)", "Pengurangan 2019 (Ha)"]
ROWS = [
    ["Kota Kupang", "Oesapa", 1012.0, 1.0],
    ["Kota Kupang", "Namosain", 12.5, 2.5],
    ["Kabupaten Ende", "Tetandara", 8.25, 0.0],
]


def total(dataset: Dataset) -> tuple[float, float]:
    account = evaluate(dataset).akun_luas.query("kab_kota == ''").sort_values("tahun")
    return account["luas_awal_ha"].iloc[-1], account["sisa_ha"].iloc[-1]


@pytest.mark.parametrize(
    ("answer", "awal"), [("benar", 1012.0 + 12.5 + 8.25), ("kosong", 12.5 + 8.25)]
)
def test_a_kelurahan_larger_than_any_is_asked_and_the_answer_decides(
    answer: str, awal: float
) -> None:
    data = books.xlsx({"Data": [HEAD, *ROWS]})
    (asked,) = build_dataset([("a.xlsx", data)]).questions
    assert asked.kode.startswith("UKURAN")
    assert asked.sel == "C2"
    assert "1.012,00 ha" in asked.pesan
    answered = build_dataset([("a.xlsx", data)], answers={asked.kode: answer})
    assert answered.questions == ()
    assert total(answered)[0] == pytest.approx(awal)


def test_a_sum_that_holds_speaks_for_a_large_figure() -> None:
    rows = [*ROWS, ["Jumlah", None, 1012.0 + 12.5 + 8.25, 3.5]]
    dataset = books.read({"Data": [HEAD, *rows]})
    assert dataset.questions == ()


def test_more_slum_than_the_place_has_land_is_asked() -> None:
    head = [*HEAD[:2], "Luas Wilayah (Ha)", *HEAD[2:]]
    rows = [[*row[:2], land, 40.0, 1.0] for row, land in zip(ROWS, (25.0, 90.0, 75.0), strict=True)]
    (asked,) = books.read({"Data": [head, *rows]}).questions
    assert asked.sel == "D2"
    assert "25,00 ha" in asked.pesan


def test_an_rt_of_a_list_with_more_than_any_rt_has_is_asked() -> None:
    head = ["ID RT", "Kab/Kota", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)"]
    rows = [[f"R{i}", "Kota Kupang", "Oesapa", f"RT {i:03d} RW 001", area]
            for i, area in enumerate((1.5, 2.25, 185.0), start=1)]  # fmt: skip
    data = books.xlsx({"RT": [head, *rows]})
    (asked,) = build_dataset([("a.xlsx", data)]).questions
    assert (asked.sel, asked.besaran) == ("E4", "luas_kumuh")
    answered = build_dataset([("a.xlsx", data)], answers={asked.kode: "kosong"})
    assert answered.table("rt")["luas_verifikasi_ha"].sum() == pytest.approx(3.75)


def test_a_dash_among_what_is_left_is_asked_where_no_sum_tells_its_meaning() -> None:
    head = [*HEAD[:3], "Sisa 2019 (Ha)", "Sisa 2020 (Ha)"]
    rows = [["Kota Kupang", "Oesapa", 10.0, 6.0, "-"], ["Kota Kupang", "Alak", 8.0, 5.0, 4.0],
            ["Kabupaten Ende", "Tetandara", 6.0, 6.0, 2.0]]  # fmt: skip
    (asked,) = books.read({"Data": [head, *rows]}).questions
    assert [c.akibat for c in asked.pilihan] == ["sisa 6,00 ha", "sisa 12,00 ha"]
    told = books.read({"Data": [head, *rows, ["Jumlah", None, 24.0, 17.0, 6.0]]})
    assert told.questions == ()
    assert total(told) == pytest.approx((24.0, 6.0))


def test_what_a_database_says_of_the_place_above_is_not_added_up() -> None:
    head = [
        f"tb_baseline_{name}"
        for name in (
            "keldes",
            "luas_keldes_sk",
            "rtrw",
            "luas_rtrw",
            "luas_pengurangan",
            "sisa_luas",
        )
    ]
    rows = [
        ["LIPU", 9.8, "RT004-RW001", 1.28, 0.5, 0.78],
        ["LIPU", 9.8, "RT002-RW001", 1.23, 0, 1.23],
        ["WAMEO", 5.98, "RT001-RW003", 0.93, 0.0, 0.93],
        ["WAMEO", 5.98, "RT001-RW004", 0.9, 0, 0.9],
    ]
    dataset = books.read({"kumuh 2020": [head, *rows]})
    assert dataset.questions == ()
    assert total(dataset) == pytest.approx((4.34, 3.84))
