"""Hectares by every method: published contributions, the workbook's formula and its pitfalls."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import rules
from kotaku.evaluation import Settings, evaluate
from kotaku.method import reduction as m
from kotaku.method.panel import panel
from tests.case_files import SYNTHETIC, all_of
from tests.tables import CRITERIA, condition, dataset, rt, works

R = rules.load()
FOLDER = Path(__file__).resolve().parents[3] / "shared/cases/pekalongan"
# Podosugih's published mean mixes two variants, Kauman's denominators are another place's
DIRTY = ("kw1_", "kw17_")
CLEAN = [c for c in all_of(FOLDER) if "before_total_published" in c.remarks]
CLEAN = [c for c in CLEAN if not any(d in c.path.name for d in DIRTY)]
few = settings(max_examples=25, deadline=None)


def volumes(case, phase):
    columns = (f"volume_{c}" for c in CRITERIA)
    return dict(zip(columns, case.column(phase, "numerator"), strict=True))


def of_case(case, **chosen):
    """Evaluate the before- and after-table of a case as two measurements of one RT."""
    rows = [
        {
            "id_rt": "a",
            "tahun": tahun,
            **volumes(case, phase),
        }
        for tahun, phase in ((2020, "before"), (2021, "after"))
    ]
    unit = {"id_rt": "a", **case.denominators}
    return evaluate(dataset(rt=[unit], kekumuhan=rows), Settings(**chosen))


def hectares(result, metode, skenario="realisasi", satuan="rt"):
    rows = result.pengurangan
    rows = rows[(rows["metode"] == metode) & (rows["skenario"] == skenario)]
    return float(rows[rows["satuan"] == satuan]["pengurangan_ha"].iloc[-1])


def share(result, metode):
    tahun = int(result.kondisi["tahun"].max())
    frame = m.contributions(result.kondisi, "rt", metode, result.regulation, tahun)
    return frame[frame["skenario"] == "realisasi"].iloc[0]


def remark(case, start):
    return float(next(v for k, v in case.remarks.items() if k.startswith(start)))


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("case", CLEAN, ids=lambda c: c.path.stem)
def test_published_contributions_and_hectares(case):
    result = of_case(case)
    found = share(result, "K_T0")
    assert found["kontribusi"] == pytest.approx(remark(case, "kontribusi_ratio"), abs=1e-5)
    assert hectares(result, "T") == pytest.approx(remark(case, "reduction_ha_threshold"), abs=1e-4)
    assert hectares(result, "K_T0") == pytest.approx(remark(case, "reduction_ha_ratio"), abs=1e-4)
    assert hectares(result, "K_tahun") == hectares(result, "K_T0")
    assert hectares(result, "R0") == pytest.approx(remark(case, "reduction_ha_R0"), abs=1e-4)
    workbook = share(result, "R0")
    uncapped = remark(case, "kontribusi_R0_template")
    assert workbook["kontribusi_hitung"] == pytest.approx(uncapped, abs=1e-4)
    assert workbook["kontribusi"] == pytest.approx(min(1.0, uncapped), abs=1e-4)
    assert workbook["tanda"] == ("dipotong_100" if uncapped > 1 else "")


@pytest.mark.parametrize(
    "case", [c for c in SYNTHETIC if c.phase("after")], ids=lambda c: c.path.stem
)
def test_constructed_contributions(case):
    result = of_case(case)
    assert share(result, "K_T0")["kontribusi"] == pytest.approx(
        remark(case, "kontribusi_ratio"), abs=1e-6
    )
    assert share(result, "R0")["kontribusi"] == pytest.approx(
        min(1.0, remark(case, "kontribusi_R0_template")), abs=1e-6
    )
    assert hectares(result, "T") == pytest.approx(remark(case, "reduction_ha_threshold"), abs=1e-4)
    assert hectares(result, "K_T0") == pytest.approx(remark(case, "reduction_ha_ratio"), abs=1e-4)


def test_klungkung_2018():
    # 16.34 % was published; the means are printed with two decimals
    found = m.ratio(np.array([10.89]), np.array([9.11]))
    assert found.value[0] == pytest.approx(0.1634, abs=2e-4)


@pytest.mark.parametrize(
    ("before", "after", "raw", "value", "mark"),
    [
        (40.0, 30.0, 0.25, 0.25, ""),
        (40.0, 0.0, 1.0, 1.0, ""),
        (40.0, -4.0, 1.1, 1.0, "dipotong_100"),  # a negative mean, from negative volumes
        (22.68, 24.19, -0.0666, 0.0, "dipotong_0"),  # Podosugih
        (0.0, 0.0, 0.0, 0.0, ""),
        (0.0, 5.0, np.nan, 0.0, "tak_terdefinisi"),
        (-2.0, 1.0, 1.5, 0.0, "tak_terdefinisi"),
        (np.nan, 5.0, np.nan, np.nan, ""),
    ],
)
def test_ratio_at_its_edges(before, after, raw, value, mark):
    found = m.ratio(np.array([before]), np.array([after]))
    assert found.raw[0] == pytest.approx(raw, abs=1e-4, nan_ok=True)
    assert found.value[0] == pytest.approx(value, nan_ok=True)
    assert m.MARKS[found.mark[0]] == mark


@pytest.mark.parametrize(
    ("before", "after", "total", "value", "mark"),
    [
        (34.99, 29.99, 20, 0.5, ""),
        (34.99, 34.99, 15, 1.0, ""),  # below the floor: all of it
        (34.99, 34.99, 16, 0.0, ""),  # exactly at the floor it is still kumuh
        (30.0, 20.0, 16, 1.0, "dipotong_100"),
        (30.0, 40.0, 20, 0.0, "dipotong_0"),
        (24.99, 20.0, 16, 0.0, "tak_terdefinisi"),
        (20.0, 22.0, 20, 0.0, "tak_terdefinisi"),  # worse, yet the formula gives +40 %
        (20.0, 20.0, 20, 0.0, ""),
        (30.0, 25.0, np.nan, np.nan, ""),
    ],
)
def test_workbook_formula_at_its_edges(before, after, total, value, mark):
    found = m.template_ratio(np.array([before]), np.array([after]), np.array([total]), R)
    assert found.value[0] == pytest.approx(value, nan_ok=True)
    assert m.MARKS[found.mark[0]] == mark


def test_sokoduwet_by_rt_and_by_kawasan(shared):
    cases = {
        n: next(c for c in CLEAN if n in c.path.name) for n in ("rt160", "rt161", "rt162", "kw10")
    }
    units = [{"id_rt": n, "kawasan": "Sokoduwet", **cases[n].denominators} for n in list(cases)[:3]]
    rows = [
        {
            "id_rt": n,
            "tahun": tahun,
            **volumes(cases[n], phase),
        }
        for n in list(cases)[:3]
        for tahun, phase in ((2020, "before"), (2021, "after"))
    ]
    result = evaluate(dataset(rt=units, kekumuhan=rows))
    assert hectares(result, "T") == pytest.approx(0.861, abs=5e-4)
    assert hectares(result, "T", satuan="kawasan") == 0
    assert hectares(result, "K_T0", satuan="kawasan") == pytest.approx(1.143, abs=1e-3)
    assert hectares(result, "R0", satuan="kawasan") == pytest.approx(3.3355, abs=1e-4)


def test_city_by_contribution(shared, pekalongan):
    """The city's own kontribusi against the year before, and hectares against 2019."""
    result = evaluate(pekalongan)
    with (shared / "real/pekalongan/published_scores_2019_2023.csv").open(encoding="utf-8") as file:
        published = list(csv.DictReader(file))
    agreeing = compared = 0
    for year in (2021, 2022, 2023):
        mine = m.contributions(result.kondisi, "rt", "K_tahun", R, year)
        mine = mine[mine["skenario"] == "realisasi"].set_index("id_unit")["kontribusi_hitung"]
        for row in published:
            if int(row["Tahun"]) == year and row["id_rt"] in mine.index:
                compared += 1
                theirs = float(row["kontribusiPenanganan"])
                agreeing += abs(mine[row["id_rt"]] - theirs) < 1e-3
    assert compared == 3 * 145
    assert agreeing == 404  # Podosugih's mixed means and volumes typed by hand make up the rest


def test_years_of_contribution_never_exceed_the_area():
    half = [dict.fromkeys(("v2b", "v4b", "v6a", "v7a"), v) for v in (80, 30, 10, 2)]
    rows = [condition("a", 2019 + i, **v) for i, v in enumerate(half)]
    result = evaluate(dataset(rt=[rt("a")], kekumuhan=rows))
    rows = result.pengurangan.query("metode == 'K_tahun' and satuan == 'rt'")
    gone = rows[rows["skenario"] == "realisasi"]["pengurangan_ha"]
    # 80 -> 30 -> 10 -> 2: 62.5 %, 66.7 % and 80 % of what was left; simply added up: 209 %
    assert gone.tolist() == pytest.approx([0, 0.625, 0.875, 0.975])


def test_a_worse_year_is_held_to_zero_and_marked():
    rows = [condition("a", 2019, v2b=60), condition("a", 2020, v2b=80)]
    result = evaluate(dataset(rt=[rt("a")], kekumuhan=rows))
    rows = result.pengurangan.query("tahun == 2020 and satuan == 'rt' and skenario == 'realisasi'")
    assert rows.set_index("metode")["pengurangan_ha"].eq(0).all()
    assert rows.set_index("metode")["jumlah_ditandai"].to_dict() == {
        "T": 0,
        "K_T0": 1,
        "K_tahun": 1,
        "R0": 0,
    }  # for R0 the unit was below the floor from the start


def test_a_unit_that_never_was_kumuh_is_no_achievement_of_the_workbook_formula():
    rows = [condition("a", 2019, v2b=60), condition("a", 2020, v2b=10)]
    result = evaluate(dataset(rt=[rt("a")], kekumuhan=rows))
    assert hectares(result, "R0") == 0
    assert hectares(result, "K_T0") == pytest.approx(1 - 10 / 60)


KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}


@pytest.mark.parametrize("metode", m.METHODS)
@pytest.mark.parametrize("satuan", ["rt", "kawasan", "kelurahan", "kab_kota"])
def test_the_account_follows_the_method(metode, satuan):
    place = {"kab_kota": "X", "kecamatan": "C", "kelurahan": "L", "kawasan": "W"}
    data = dataset(
        rt=[rt("a", **place), rt("b", **place, luas_verifikasi_ha=3.0)],
        kekumuhan=[condition(i, **KUMUH) for i in "ab"],
        pekerjaan=[
            works("a", 2020, "2a", 80),
            works("a", 2021, "3a", 60),
            works("b", 2021, "2a", 80, "rencana"),
            works("b", 2021, "3b", 80, "rencana"),
        ],
    )
    result = evaluate(data, Settings(metode=metode, satuan=satuan))
    account = result.akun_luas[result.akun_luas["kab_kota"] == "X"]
    rows = result.pengurangan.query(f"metode == '{metode}' and satuan == '{satuan}'")
    for skenario in ("realisasi", "simulasi"):
        last = rows[rows["skenario"] == skenario].iloc[-1]
        until = account if skenario == "simulasi" else account[account["status"] == "realisasi"]
        assert until["pengurangan_ha"].sum() == pytest.approx(last["pengurangan_ha"], abs=1e-9)
        assert until["luas_awal_ha"].iloc[0] == pytest.approx(last["kumuh_awal_ha"])
        assert until["sisa_ha"].iloc[-1] == pytest.approx(last["kumuh_akhir_ha"], abs=1e-9)


def test_scores_alone_cannot_carry_a_contribution():
    row = {"id_rt": "a", "tahun": 2019, **{f"nilai_{c}": 3.0 for c in CRITERIA}}
    result = evaluate(dataset(rt=[rt("a")], kekumuhan=[row]), Settings(metode="K_T0"))
    assert set(result.pengurangan["metode"]) == {"T"}
    assert result.settings.metode == "T"
    assert "METODE-TIDAK-TERSEDIA" in {f.code for f in result.temuan}
    data = dataset(rt=[rt("a"), rt("b")], kekumuhan=[row, condition("b", v2b=60)])
    result = evaluate(data, Settings(metode="R0"))
    assert result.settings.metode == "R0"
    told = [f.message for f in result.temuan if f.code == "METODE-SEBAGIAN"]
    assert len(told) == 1
    assert told[0].startswith("1 RT")


def test_variants_of_the_mean_are_never_mixed():
    rows = [condition("a", 2019, v2b=60, v4b=20), condition("a", 2020, v2b=20, v4b=20)]
    data = dataset(rt=[rt("a")], kekumuhan=rows)
    plain, scored = (evaluate(data, Settings(rerata=v)) for v in ("plain", "scored_only"))
    # plain: 60/2 + 20/3 -> 20/2 + 20/3; scored-only: 60/2 -> 0
    assert share(plain, "K_T0")["kontribusi"] == pytest.approx(20 / (30 + 20 / 3))
    assert share(scored, "K_T0")["kontribusi"] == 1
    assert share(plain, "R0")["rata_awal_pct"] == share(scored, "R0")["rata_awal_pct"]


def test_an_unknown_method_is_an_error():
    data = dataset(rt=[rt("a")], kekumuhan=[condition("a", v2b=60)])
    with pytest.raises(KeyError):
        m.still_kumuh(panel(evaluate(data).kondisi, "rt"), "X", R)


percents = st.floats(0, 100)


@given(percents, percents, percents, st.integers(0, 80))
@few
def test_better_means_never_give_less(before, one, other, total):
    low, high = sorted((one, other))
    arrays = [np.array([v]) for v in (before, low, high, float(total))]
    base, better, worse, totals = arrays
    assert m.ratio(base, better).value >= m.ratio(base, worse).value
    a = m.template_ratio(base, better, totals, R).value
    b = m.template_ratio(base, worse, totals, R).value
    assert a >= b
    assert 0 <= b[0] <= a[0] <= 1


SERVED = {f"v{c}": 18.0 for c in ("2a", "2b", "3a", "3b")}


def test_services_hold_back_a_unit_below_the_floor():
    after = {"v2a": 30.0, "v2b": 30.0}  # total 2, but a third of the road problem is left
    rows = [condition("a", 2019, **KUMUH), condition("a", 2020, **after)]
    data = dataset(rt=[rt("a")], kekumuhan=rows)
    assert hectares(evaluate(data), "T") == 1
    asked = evaluate(data, Settings(layanan80=True))
    assert hectares(asked, "T") == 0
    assert asked.akun_luas["sisa_ha"].tolist() == [1]
    rows[1] = condition("a", 2020, **SERVED)
    data = dataset(rt=[rt("a")], kekumuhan=rows)
    assert hectares(evaluate(data, Settings(layanan80=True)), "T") == 1


@pytest.mark.parametrize(
    ("a", "b", "per", "expected"),
    [
        (20.0, 20.0, "aspek", 1),  # exactly 20 % is served
        (20.1, 20.0, "aspek", 0),
        (38.0, 2.0, "aspek", 1),  # the mean of the aspect
        (38.0, 2.0, "kriteria", 0),  # each criterion
    ],
)
def test_services_by_aspect_or_by_criterion(a, b, per, expected):
    rows = [condition("a", 2019, **KUMUH), condition("a", 2020, v5a=a, v5b=b)]
    data = dataset(rt=[rt("a")], kekumuhan=rows)
    result = evaluate(data, Settings(layanan80=True, layanan80_per=per))
    assert hectares(result, "T") == expected


def test_other_aspects_are_no_basic_services():
    rows = [condition("a", 2019, **KUMUH), condition("a", 2020, v1a=50, v7a=50)]
    data = dataset(rt=[rt("a")], kekumuhan=rows)
    assert hectares(evaluate(data, Settings(layanan80=True)), "T") == 1


def test_services_that_nobody_knows_do_not_count_as_served():
    low = {"id_rt": "a", "tahun": 2020, **{f"nilai_{c}": 0.0 for c in CRITERIA}}
    data = dataset(rt=[rt("a")], kekumuhan=[condition("a", 2019, **KUMUH), low])
    assert hectares(evaluate(data), "T") == 1
    assert hectares(evaluate(data, Settings(layanan80=True)), "T") == 0
