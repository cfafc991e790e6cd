"""What the hall is asked to decide."""

import pandas as pd

from kotaku.findings import Finding, catalogue
from kotaku.view import AreaSummary, Decision, decisions

NO_CLAIMS = pd.DataFrame({"putusan": []})
PLACES = pd.DataFrame(
    {"kab_kota": ["Ende", "Belu"], "sisa_ha": [3.0, 0.0], "sisa_simulasi_ha": [3.0, 0.0]}
)


def test_nothing_to_decide_when_all_is_reached():
    done = AreaSummary("", 10, 10, target_sisa_ha=0)
    assert decisions(done, PLACES, None, NO_CLAIMS, []) == []


def test_each_open_matter_points_to_its_page():
    area = AreaSummary("", 10, 5, terbuka_ha=2, target_sisa_ha=0)
    latest = pd.DataFrame(
        {
            "kab_kota": ["", "Ende", "Belu"],
            "deviasi_pp": [-3.0, -12.0, 0.5],
            "status": ["terlambat", "kritis", "sesuai"],
        }
    )
    claims = pd.DataFrame({"putusan": ["tidak_cocok", "cocok"]})
    found = decisions(area, PLACES, latest, claims, [])
    assert [d.page for d in found] == [
        "kualitas_data",
        "pengurangan_kumuh",
        "master_schedule",
        "pengurangan_kumuh",
    ]
    assert "1 tim terlambat" in found[2].text
    assert "Ende (\N{MINUS SIGN}12,00 pp)" in found[2].text
    assert "di 1 kab/kota" in found[3].text


def test_only_errors_that_leave_rows_out_ask_who_mends_them():
    kinds = catalogue()
    left_out = next(k.code for k in kinds.values() if k.excludes and k.severity == "galat")
    base = {"title": "", "message": "", "advice": ""}
    found = [
        Finding(left_out, "galat", excludes=True, **base),
        Finding("KLAIM-TIDAK-MENUTUP", "galat", excludes=False, **base),
    ]
    texts = [d.text for d in decisions(None, PLACES, None, NO_CLAIMS, found)]
    assert texts == ["1 galat data membuat baris tidak dihitung: siapa memperbaiki, kapan?"]


def test_matters_of_funds_audit_and_kpi_come_last():
    further = [Decision("x", "dana")]
    area = AreaSummary("", 10, 5, terbuka_ha=2, target_sisa_ha=0)
    found = decisions(area, PLACES, None, NO_CLAIMS, [], further)
    assert found[-1] == further[0]


def test_a_plan_that_is_enough_is_asked_for_and_not_added_to():
    area = AreaSummary("", 10, 4, simulasi_ha=6, target_sisa_ha=0, rencana="rencana 2024")
    (found,) = decisions(area, PLACES, None, NO_CLAIMS, [])
    assert found.text == (
        "Target baru tercapai bila rencana 2024 6,00 ha terlaksana: siapa mengawal, sampai kapan?"
    )


def test_binary_noise_is_no_decision():
    area = AreaSummary("", 0.3, 0.1 + 0.2, target_sisa_ha=0)
    assert decisions(area, PLACES, None, NO_CLAIMS, []) == []
