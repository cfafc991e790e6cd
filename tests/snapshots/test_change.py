"""Which snapshot present figures are held against, and what is said of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from kotaku.snapshots import (
    KeptSnapshot,
    Point,
    baseline,
    changes,
    hindrances,
    pack,
    same_way,
    trend,
    unpack,
)
from kotaku.store import SnapshotInfo
from kotaku.view import Scope
from tests.snapshots.cases import counted, potret, reduced, reported

AT = datetime(2022, 12, 14, 18, 0, tzinfo=UTC)
WITA = timezone(timedelta(hours=8))
PLAIN = reported({"id_lokasi": "a"}, reductions=[reduced("a", 4.0)])


def kept(potret, *, name="A", days=0, agreed=False, rakor=None):
    at = AT + timedelta(days=days)
    info = SnapshotInfo(
        name, rakor, potret.asal.kunci, name, at, "Penyaji", "1", at if agreed else None, ""
    )
    return KeptSnapshot(info, potret)


def chosen(now, *candidates, rakor=None):
    found = baseline(now.asal, now.cara, candidates, rakor)
    return None if found is None else found.info.name


@pytest.fixture(scope="module")
def now():
    return potret(PLAIN, key="kini")


def of(potret, **origin):
    return replace(potret, asal=replace(potret.asal, **origin))


def test_an_agreed_one_goes_before_a_newer_one(now):
    assert chosen(now, kept(now, name="A", agreed=True), kept(now, name="B", days=3)) == "A"


def test_an_earlier_meeting_goes_before_the_present_one(now):
    past = kept(now, name="lalu", agreed=True, rakor="r1")
    here = kept(now, name="kini", agreed=True, rakor="r2", days=30)
    assert chosen(now, past, here, rakor="r2") == "lalu"
    assert chosen(now, here, rakor="r2") == "kini"


def test_what_the_present_meeting_did_not_agree_on_is_no_point_of_comparison(now):
    assert chosen(now, kept(now, rakor="r2"), rakor="r2") is None


def test_another_province_counts_not(now):
    assert chosen(now, kept(of(now, kunci="lain", provinsi="Provinsi Q"))) is None
    assert chosen(now, kept(of(now, kunci="lain", provinsi="PROVINSI  P"))) == "A"


def test_without_a_province_the_places_tell(now):
    nameless = of(now, kunci="lain", provinsi="")
    assert chosen(now, kept(nameless)) == "A"
    assert chosen(now, kept(of(nameless, kab_kota=("Kota Lain",)))) is None


def test_made_up_figures_are_not_held_against_real_ones(now):
    assert chosen(now, kept(of(now, ilustrasi=True))) is None


def test_younger_data_are_no_past(now):
    young = kept(of(now, kunci="lain", tanggal=date(2023, 1, 1)))
    assert chosen(of(now, tanggal=date(2022, 1, 1)), young) is None
    assert chosen(of(now, tanggal=date(2023, 1, 2)), young) == "A"


def test_another_method_is_no_point_of_comparison():
    data = counted("a", "b", done=("a",))
    by_rt, by_kawasan = potret(data), potret(data, satuan="kawasan")
    assert chosen(by_rt, kept(by_kawasan)) is None
    assert chosen(by_rt, kept(by_rt)) == "A"


def test_the_change_in_words(now):
    base = kept(now, rakor="r1", agreed=True)
    figures = {"sisa_ha": 3.9, "realisasi_ha": 6.1, "luas_awal_ha": 10.0, "rencana_pct": 4.0}
    found = changes(figures, base, kab_kota=None, view=Scope(), zone=WITA)
    assert {name: change.words for name, change in found.items()} == {
        "sisa_ha": "−2,10 ha sejak rakor 15 Des 2022",
        "realisasi_ha": "+2,10 ha sejak rakor 15 Des 2022",
        "luas_awal_ha": "tetap sejak rakor 15 Des 2022",
    }
    assert [c.better for c in found.values()] == [True, True, None]


def test_a_plan_changes_nothing_of_what_is_left():
    data = reported(
        {"id_lokasi": "a"},
        {"id_lokasi": "b", "kab_kota": "Kabupaten L"},
        reductions=[reduced("a", 4.0), reduced("a", 1.0, status="simulasi")],
    )
    base = kept(potret(data))
    known = {"sisa_ha": 6.0}
    seen = {
        (place, simulasi): changes(
            known, base, kab_kota=place, view=Scope(simulasi=simulasi), zone=None
        )["sisa_ha"].selisih
        for place in (None, "Kota K")
        for simulasi in (True, False)
    }
    assert seen == pytest.approx(
        {(None, True): -10.0, (None, False): -10.0, ("Kota K", True): 0.0, ("Kota K", False): 0.0}
    )
    assert changes(known, base, kab_kota="Kota Lain", view=Scope(), zone=None) == {}


def test_a_course_in_order_of_the_data(now):
    old, new = of(now, tanggal=date(2021, 5, 1)), of(now, tanggal=date(2022, 5, 1))
    day = date(2022, 6, 1)
    points = [
        Point(new, "biasa", day),
        Point(new, "disepakati", day, disepakati=True),
        Point(old, "lama", day),
        Point(of(now, tanggal=None), "tanpa tanggal", day),
    ]
    found = trend(points)
    assert list(found["nama"]) == ["lama", "disepakati", "tanpa tanggal"]
    assert trend(points[::-1]).equals(found)
    assert list(found["realisasi_pct"]) == pytest.approx([40.0] * 3)
    assert trend([]).empty


def test_a_snapshot_comes_back_as_it_was():
    one = potret(counted("a", "b", done=("a",)))
    packed = pack(one)
    again = unpack(packed)
    assert (again.asal, again.cara, again.angka) == (one.asal, one.cara, one.angka)
    assert again.baris.equals(one.baris)
    assert again.akun.equals(one.akun)
    assert again.cara.settings.metode == "T"
    assert unpack({**packed, "bentuk": 0}) is None
    assert unpack({"sisa": 1}) is None


def test_a_data_set_without_area_has_a_snapshot_too():
    one = potret(reported())
    assert "sisa_ha" not in one.angka
    assert one.baris.empty
    assert unpack(pack(one)).asal == one.asal


def test_a_snapshot_of_the_first_form_opens_with_what_is_realised():
    """It counted the plan as done and knew neither kumuh baru nor the choices of the account."""
    data = counted("a", "b", "c", done=("a",), planned=("b",))
    packed = pack(potret(data))
    for name in ("dasar", "tambahan"):
        del packed["cara"][name]
    for frame in (packed["akun"], packed["baris"]):
        at = [name for name, _ in frame["kolom"]].index("kumuh_baru_ha")
        del frame["kolom"][at], frame["isi"][at]
    packed |= {"bentuk": 1, "angka": {**packed["angka"], "sisa_ha": 1.0}}
    again = unpack(packed)
    assert again.angka["sisa_ha"] == pytest.approx(2.0)
    assert again.angka["sisa_simulasi_ha"] == pytest.approx(1.0)
    assert again.cara.tambahan is False
    assert again.cara.settings.tambahan is False


def test_units_surveyed_later_make_another_way_of_counting():
    data = counted("a", "b", done=("a",))
    without, within = (potret(data, tambahan=more) for more in (False, True))
    assert not same_way(without.cara, within.cara)
    assert "RT tambahan dalam luas awal" in " ".join(hindrances(without, within))
