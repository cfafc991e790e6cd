"""The five team files: what is wrong in them is told, and corrected they give their truth."""

import pytest

import kotaku
from data.build_samples import team_files
from data.dirty_samples import CLEAN, DIRTY, FAULTS, TRUTH, folders


@pytest.fixture(scope="module")
def read():
    return {name: kotaku.read(list(files.items())) for name, files in folders().items()}


def test_the_files_are_what_the_script_builds():
    for path, content in team_files().items():
        assert path.read_bytes() == content, path.name


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("1 Kota Mataram.xlsx", "BARIS-TOTAL"),
        ("2 Kabupaten Lombok Barat.xlsx", "SATUAN-DIUBAH"),
        ("3 Kabupaten Sumbawa.csv", "EJAAN-WILAYAH"),
        ("4 Kabupaten Dompu.xlsx", "ANGKA-TIDAK-TERBACA"),
        ("4 Kabupaten Dompu.xlsx", "TOTAL-TIDAK-COCOK"),
        ("5 Rekap provinsi.xlsx", "KONFLIK-BERKAS"),
    ],
)
def test_each_fault_is_told_with_its_file(read, file, code):
    assert file in FAULTS
    assert code in {f.code for f in read[DIRTY].findings if f.file == file}


def test_the_sheet_whose_total_is_wrong_stays_unproven(read):
    assert [u.lembar for u in read[DIRTY].unproven] == ["Rekap Dompu"]


def test_corrected_they_give_the_truth_and_nothing_is_wrong(read):
    result = kotaku.evaluate(read[CLEAN])
    account = result.account()
    assert account.realisasi.luas_awal_ha == pytest.approx(sum(r[3] for r in TRUTH))
    assert account.realisasi.pengurangan_ha == pytest.approx(sum(r[5] for r in TRUTH) + 0.40)
    found = (*read[CLEAN].findings, *result.temuan)
    assert {f.severity for f in found} <= {"info"}
    assert not read[CLEAN].questions
    assert not read[CLEAN].unproven


def test_both_say_that_they_are_an_illustration(read):
    assert {d.profile["sifat_data"] for d in read.values()} == {"ilustrasi seluruhnya"}
