"""Shifted columns: found by what a unit can hold, in made-up blocks and in a real city's file."""

import pandas as pd
import pytest

from kotaku import checks, rules, schema
from kotaku.dataset import SourceTable

RULES = rules.load()
NAMES = {
    "Kecamatan": "kecamatan",
    "Kawasan": "kawasan",
    "RT/RW": "rt_rw",
    "Luas Flag (Ha)": "luas_flag_ha",
    "Luas Verifikasi (Ha)": "luas_verifikasi_ha",
    "Jumlah Bangunan": "jumlah_bangunan",
    "Jumlah Penduduk": "jumlah_penduduk",
    "Jumlah KK": "jumlah_kk",
    "Panjang Jalan Ideal (m)": "panjang_jalan_ideal_m",
    "Panjang Drainase Ideal (m)": "panjang_drainase_ideal_m",
    "Tahun": "tahun",
    "Kriteria": "kriteria",
    "Volume": "volume",
    "Kegiatan": "kegiatan",
    "Sumber Anggaran": "sumber_dana",
    "Anggaran (Rp)": "anggaran_rp",
}


@pytest.fixture(scope="module")
def pekalongan(shared):
    sheets = pd.read_excel(
        shared / "real/pekalongan/pekalongan_a.xlsx", sheet_name=None, engine="calamine"
    )
    tables, sources = {}, []
    for index, (name, (sheet, frame)) in enumerate(
        zip(("rt", "kekumuhan", "pekerjaan"), sheets.items(), strict=True)
    ):
        criteria = {c: f"volume_{c}" for c in frame.columns if c[0].isdigit()}
        frame = frame.rename(columns=NAMES | criteria)
        letters = {c: chr(ord("A") + i) for i, c in enumerate(frame.columns)}
        frame = frame.assign(_sumber=index, _baris=range(2, len(frame) + 2))
        tables[name] = schema.conform(frame.assign(id_rt=frame["id_rt"].astype("str")), name)
        sources.append(SourceTable("pekalongan_a.xlsx", sheet, name, 1, letters))
    return tables, sources


def by_code(findings):
    return {
        code: [f for f in findings if f.code == code] for code in sorted({f.code for f in findings})
    }


def test_pekalongan_shifted_rows_are_all_found_and_no_other(pekalongan):
    tables, sources = pekalongan
    used, findings = checks.run(tables, sources, RULES)
    rt = tables["rt"].set_index("id_rt")["kawasan"]
    left_out = tables["kekumuhan"].drop(index=used["kekumuhan"].index)["id_rt"].map(rt)
    assert left_out.value_counts().to_dict() == {"Panjang Baru": 34, "Kauman": 16}
    assert len(used["kekumuhan"]) == 145
    shifted = by_code(findings)["KOLOM-BERGESER"]
    assert len(shifted) == 50
    assert shifted[0].cell == "C83:R83"
    assert "Kauman" in shifted[0].message
    assert "ANGKA-TIDAK-MUNGKIN" not in by_code(findings)


def test_pekalongan_counts_as_measured(pekalongan):
    used, findings = checks.run(*pekalongan, RULES)
    counts = {code: len(found) for code, found in by_code(findings).items()}
    assert counts["PEKERJAAN-RT-TIDAK-DIKENAL"] == 23
    assert counts["PEKERJAAN-KRITERIA-TIDAK-DIKENAL"] == 2
    assert counts["PEKERJAAN-GANDA"] == 18
    assert counts["VOLUME-NEGATIF"] == 3
    assert counts["VOLUME-MELEBIHI-PEMBAGI"] == 1
    sound = pekalongan[0]["rt"].set_index("id_rt").loc[used["kekumuhan"]["id_rt"]]
    assert sound["luas_verifikasi_ha"].sum() == pytest.approx(127.4117, abs=5e-5)


def test_rows_given_are_rows_used_or_reported(pekalongan):
    tables, sources = pekalongan
    used, findings = checks.run(tables, sources, RULES)
    for name, frame in tables.items():
        sheet = next(s.sheet for s in sources if s.table == name)
        reported = {f.row for f in findings if f.excludes and f.sheet == sheet}
        left_out = set(frame.loc[~frame.index.isin(used[name].index), "_baris"])
        assert reported == left_out


def test_findings_do_not_depend_on_the_order_of_rows(pekalongan):
    tables, sources = pekalongan
    shuffled = {n: f.sample(frac=1, random_state=3) for n, f in tables.items()}
    named = {"PEKERJAAN-GANDA"}  # which of two is the first depends on the order
    first, again = (
        {f for f in checks.run(t, sources, RULES)[1] if f.code not in named}
        for t in (tables, shuffled)
    )
    assert first == again


def block(rt, condition, changes):
    rts = [{**rt, "id_rt": f"R{n}"} for n in range(len(changes))]
    rows = [{**condition, "id_rt": f"R{n}", **c} for n, c in enumerate(changes)]
    return {"rt": rts, "kekumuhan": rows}


def test_two_impossible_cells_in_a_row_are_proof(check, rt, condition):
    changes = [{"volume_1a": 0.5, "volume_3a": 0.25}, {}, {}, {}]
    tables, findings = check(**block(rt, condition, changes))
    assert [(f.code, f.row) for f in findings] == [("KOLOM-BERGESER", 2)]
    assert len(tables["kekumuhan"]) == 3


def test_one_impossible_cell_in_each_row_of_a_block_is_proof(check, rt, condition):
    changes = [{"volume_1a": 0.5}, {"volume_1a": 0.4}, {"volume_4a": 5}, {}]
    _, findings = check(**block(rt, condition, changes))
    assert [f.row for f in findings if f.code == "KOLOM-BERGESER"] == [2, 3, 4]


def test_one_impossible_cell_among_sound_rows_is_a_warning(check, rt, condition):
    changes = [{"volume_1a": 0.5}, {}, {}, {}]
    tables, findings = check(**block(rt, condition, changes))
    assert [(f.code, f.severity) for f in findings] == [("ANGKA-TIDAK-MUNGKIN", "peringatan")]
    assert len(tables["kekumuhan"]) == 4


def test_the_score_of_a_large_rt_is_an_area(check, rt, condition):
    big = {**rt, "luas_verifikasi_ha": 12.0}
    _, findings = check(rt=[big], kekumuhan=[{**condition, "volume_1b": 5, "volume_4a": 3}])
    assert findings == ()
