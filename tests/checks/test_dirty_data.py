"""Every kind of dirt met in real files has a code that says what and what to do, and a test."""

from pathlib import Path

import pytest

from kotaku.evaluation import evaluate
from kotaku.findings import catalogue
from tests.intake import books

MET = {  # as counted in the files of Kota Pekalongan, KAWANKU Jawa Timur, and printed reports
    "columns shifted in a block of rows": ["KOLOM-BERGESER", "ANGKA-TIDAK-MUNGKIN"],
    "denominators copied from another area": ["PEMBAGI-SAMA", "KAWASAN-DAN-RT",
                                              "LUAS-LOKASI-BUKAN-JUMLAH-RT"],
    "negative numerator": ["VOLUME-NEGATIF"],
    "numerator over denominator": ["VOLUME-MELEBIHI-PEMBAGI"],
    "zero denominator": ["PEMBAGI-NOL"],
    "works on an unknown criterion": ["PEKERJAAN-KRITERIA-TIDAK-DIKENAL"],
    "works on an RT that is not there": ["PEKERJAAN-RT-TIDAK-DIKENAL"],
    "works in another kawasan": ["PEKERJAAN-KAWASAN-BERBEDA"],
    "works written twice": ["PEKERJAAN-GANDA"],
    "works larger than the problem": ["PEKERJAAN-MELEBIHI-MASALAH"],
    "percent that does not follow from its volume": ["PERSEN-TIDAK-COCOK"],
    "percent that does not follow from its hectares": ["KLAIM-PERSEN-TIDAK-COCOK"],
    "totals, notes, broken formulas among the rows": ["BARIS-TOTAL", "BARIS-CATATAN", "SEL-GALAT"],
    "area of the SK is not the verified area": ["LUAS-SK-BERBEDA"],
}  # fmt: skip
TESTS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(__file__).parents[1].rglob("test_*.py")
    if path != Path(__file__)
)


@pytest.mark.parametrize("dirt", MET)
def test_it_is_said_with_advice_and_tested(dirt):
    for code in MET[dirt]:
        kind = catalogue()[code]
        assert kind.message
        assert kind.advice
        assert f'"{code}"' in TESTS or code == "KLAIM-PERSEN-TIDAK-COCOK"  # below


def test_a_percent_typed_wrong_among_fractions():
    rt = [["ID RT", "Kelurahan", "Luas Verifikasi (Ha)", "Jumlah Bangunan"]]
    rows = [["ID RT", "Tahun", "1a volume", "1a persen"]]
    for number, (part, whole) in enumerate([(2, 53), (10, 40), (5, 50), (9, 90), (6, 30)]):
        rt.append([str(number), "Alak", 1.0, whole])
        rows.append([str(number), 2020, part, part / whole if number else 0.377])
    dataset = books.read({"RT": rt, "Kekumuhan": rows})
    (found,) = books.findings(dataset, "PERSEN-TIDAK-COCOK")
    assert found.cell == "D2"
    assert "tertulis 37,7 %" in found.message
    assert "3,77 %; yang dipakai hasil hitungan" in found.message


def test_printed_percents_that_do_not_follow_from_their_hectares():
    head = ["Wilayah", "Tahun", "Besaran", "Nilai", "Satuan", "Sumber"]
    printed = [("luas_awal", 63.08), ("pengurangan", 54.23), ("sisa", 8.85),
               ("persen_pengurangan", 79.65), ("persen_sisa", 20.35)]  # fmt: skip
    rows = [["Kabupaten Sumba Timur", 2018, kind, value, "", "laporan"] for kind, value in printed]
    found = [
        f
        for f in evaluate(books.read({"Klaim": [head, *rows]})).temuan
        if f.code == "KLAIM-PERSEN-TIDAK-COCOK"
    ]
    assert len(found) == 2
    assert "tertulis 79,65 %, dari hektarenya 85,97 %" in found[0].message
    assert found[1].advice.startswith("Pakai 14,03 %")
