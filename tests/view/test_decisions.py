"""What the hall is asked to decide."""

import pandas as pd

from kotaku.findings import Finding, catalogue
from kotaku.method.account import Coverage
from kotaku.view import AreaSummary, Decision, by_stake, decisions, late_promises
from kotaku.view.covered import share_words

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


def test_matters_stand_in_the_order_of_what_is_at_stake():
    small, large = Decision("a", "x", ha=1.0), Decision("b", "x", ha=40.5)
    rupiah, unknown = Decision("c", "x", rp=10_500_000_000), Decision("d", "x")
    found = by_stake([unknown, rupiah, small, large])
    assert found == [large, small, rupiah, unknown]
    assert [d.stake for d in found] == ["40,50 ha", "1,00 ha", "Rp 10,5 miliar", ""]
    assert large.told == "b Dipertaruhkan 40,50 ha."
    assert unknown.told == "d"


def test_late_follow_ups_put_what_is_left_in_their_places_at_stake():
    rows = pd.DataFrame({"kab_kota": ["Ende", "Belu", "Ende"], "terlambat_hari": [12, 0, 3]})
    (found,) = late_promises(rows, PLACES)
    assert found.text.startswith("2 RTL lewat batas waktu, terlama 12 hari")
    assert (found.ha, found.late) == (3.0, True)
    assert late_promises(rows[rows["kab_kota"] == "Belu"], PLACES) == []
    assert late_promises(pd.DataFrame(), PLACES) == []


def test_the_share_that_the_account_covers_stands_beside_its_area():
    assert share_words(Coverage(luas_dipakai_ha=10.0)) == ""
    assert share_words(Coverage(luas_dipakai_ha=7.5, luas_tidak_ha=2.5)) == "cakupan 75,00 %"
