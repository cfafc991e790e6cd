"""Assets: what cannot protect anything is told, nothing is dropped but copies."""

from kotaku import checks, rules
from tests.tables import dataset, rt

ASSET = {"jenis": "Jalan", "kriteria": "2b", "volume": 10.0}


def found(*rows):
    data = dataset(rt=[rt("a")], pemeliharaan=rows)
    tables, findings = checks.run(data.tables, data.sources, rules.load())
    return tables["pemeliharaan"], [(f.code, f.row) for f in findings if "rt" not in f.sheet]


def codes(*rows):
    return [code for code, _ in found(*rows)[1] if code.startswith(("ASET", "ANGKA", "BARIS"))]


def test_a_sound_asset_is_not_told():
    assert codes({"id_aset": "1", "id_rt": "a", **ASSET}) == []


def test_an_unknown_rt_and_a_missing_criterion_are_told_and_kept():
    frame, findings = found(
        {"id_aset": "1", "id_rt": "x", **ASSET}, {"id_aset": "2", "id_rt": "a", "jenis": "Taman"}
    )
    assert len(frame) == 2
    assert ("ASET-RT-TIDAK-DIKENAL", 2) in findings
    assert ("ASET-TANPA-KRITERIA", 3) in findings


def test_a_copy_leaves_and_a_negative_fund_is_told():
    row = {"id_aset": "1", "id_rt": "a", **ASSET}
    frame, findings = found(row, row)
    assert len(frame) == 1
    assert ("BARIS-GANDA-SAMA", 3) in findings
    assert codes({**row, "dana_rp": -1.0}) == ["ANGKA-NEGATIF-CATATAN"]
