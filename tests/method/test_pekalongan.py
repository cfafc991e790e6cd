"""Kota Pekalongan: RT and kawasan before and after works, dirty ones included, as worked cases."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from kotaku import rules
from kotaku.method import assessment as a
from tests.case_files import CLASSES, Case, all_of
from tests.tables import CRITERIA

R = rules.load()
FOLDER = Path(__file__).resolve().parents[3] / "shared/cases/pekalongan"
CASES = [(case, phase) for case in all_of(FOLDER) for phase in ("before", "after")]
SHORT = {"KB": "KUMUH BERAT", "KS": "KUMUH SEDANG", "KR": "KUMUH RINGAN", "TK": "TIDAK KUMUH"}


def recomputed(case: Case, phase: str):
    text = case.remarks["recomputed"]
    found = re.search(rf"{phase} total (\d+) (\w\w) rata2 plain (\S+) scoredonly ([^\s;]+)", text)
    assert found, text
    total, short, plain, scored = found.groups()
    return float(total), CLASSES[SHORT[short]], float(plain), float(scored)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("case", "phase"), CASES, ids=[f"{case.path.stem}-{phase}" for case, phase in CASES]
)
def test_recomputed_tables(case, phase):
    # a published denominator may differ per row (Kauman): the case's own column is the one meant
    denominator = case.column(phase, "denominator")[None]
    result = a.assess(case.column(phase, "numerator")[None], denominator, R)
    total, name, plain, scored = recomputed(case, phase)
    assert result.percent[0] == pytest.approx(case.column(phase, "percent_recomputed"), abs=1e-4)
    assert result.score[0].tolist() == case.column(phase, "score_recomputed").tolist()
    assert result.total[0] == total
    assert a.class_names(result.class_index, R)[0] == name
    for variant, mean in (("plain", plain), ("scored_only", scored)):
        means = a.aspect_means(result.percent, result.score, R, variant)
        assert a.sectoral_mean(means)[0] == pytest.approx(mean, abs=1e-4)


@pytest.mark.parametrize("number", ["10", "11"])
def test_kawasan_is_the_sum_of_its_rt_scored_again(shared, number):
    path = shared / f"cases/pekalongan/pekalongan_aggregation_kw{number}_2020.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    *rt, kawasan = csv.DictReader(line for line in lines if not line.startswith("#"))

    def columns(rows, names):
        return np.array([[float(row[n]) for n in names] for row in rows])

    names = {
        "luas_verifikasi_ha": "luasVerifikasi",
        "jumlah_bangunan": "jumlahBangunan",
        "jumlah_kk": "jumlahKK",
        "panjang_jalan_ideal_m": "panjangJalanIdeal",
        "panjang_drainase_ideal_m": "panjangDrainaseIdeal",
    }
    denominators = [names[c.denominator] for c in R.criteria]
    group = np.zeros(len(rt), dtype=np.int64)
    volume = a.aggregate(columns(rt, CRITERIA), group, 1)
    denominator = a.aggregate(columns(rt, denominators), group, 1)
    assert volume == pytest.approx(columns([kawasan], CRITERIA), abs=1e-6)
    assert denominator == pytest.approx(columns([kawasan], denominators), abs=1e-6)
    assert a.assess(volume, denominator, R).total.tolist() == [float(kawasan["total"])]
    each = a.assess(columns(rt, CRITERIA), columns(rt, denominators), R)
    assert each.total.tolist() == [float(row["total"]) for row in rt]
