"""Promises made at a rakor: every version kept, and back at the next one with age and lateness."""

from datetime import UTC, date, datetime, timedelta, timezone

import pandas as pd
import pytest

from kotaku.store import Conflict, FollowUp, StoreError, aged, carried_over, statuses
from kotaku.view import RTL_COLUMNS

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=30)
WATER = FollowUp(
    "Ende",
    masalah="Air baku belum ada",
    tindakan="Survei sumber",
    klaster="Air minum",
    pic="PPK",
    batas_waktu=date(2019, 8, 31),
    tautan="temuan:NILAI-TIDAK-COCOK",
)


def test_a_follow_up_comes_back_as_it_was_written(store, presenter, rakor):
    made = presenter.add_follow_up(rakor, WATER, at=AT)
    (row,) = store.follow_ups(rakor).to_dict("records")
    assert row == {
        "id": made,
        "versi": 1,
        "id_rakor": rakor,
        "kab_kota": "Ende",
        "masalah": "Air baku belum ada",
        "tindakan": "Survei sumber",
        "klaster": "Air minum",
        "pic": "PPK",
        "batas_waktu": pd.Timestamp("2019-08-31"),
        "status": "baru",
        "tautan": "temuan:NILAI-TIDAK-COCOK",
        "dibuat": AT,
        "dibuat_oleh": "Penyaji",
        "diubah": AT,
        "diubah_oleh": "Penyaji",
    }
    assert set(RTL_COLUMNS) <= set(row)
    assert len(store.follow_ups("lain")) == 0


def test_every_edit_is_kept_and_any_comes_back(store, presenter, rakor):
    made = presenter.add_follow_up(rakor, WATER, at=AT)
    korkot = store.writer("korkot", "Korkot", "Ende")
    assert korkot.change_follow_up(made, status="berjalan", at=LATER) == 2
    assert korkot.change_follow_up(made, status="batal", batas_waktu=None, at=LATER) == 3
    assert presenter.restore_follow_up(made, 1, at=LATER) == 4
    assert presenter.restore_follow_up(made, 3, at=LATER) == 5  # undo of the undo
    history = store.follow_up_versions(made)
    assert history["status"].tolist() == ["baru", "berjalan", "batal", "baru", "batal"]
    assert history["oleh"].tolist() == ["Penyaji", "Korkot", "Korkot", "Penyaji", "Penyaji"]
    (row,) = store.follow_ups().to_dict("records")
    assert (row["versi"], row["dibuat"], row["diubah"]) == (5, AT, LATER)
    assert (row["dibuat_oleh"], row["diubah_oleh"]) == ("Penyaji", "Penyaji")
    assert row["batas_waktu"] is pd.NaT
    actions = store.trail()["tindakan"].tolist()
    assert actions[1:] == ["tambah_rtl", "ubah_rtl", "ubah_rtl", "pulihkan_rtl", "pulihkan_rtl"]


def test_the_same_again_is_no_version(store, presenter, rakor):
    made = presenter.add_follow_up(rakor, WATER, at=AT)
    assert presenter.change_follow_up(made, pic=" PPK ", at=LATER) == 1
    assert presenter.restore_follow_up(made, 1, at=LATER) == 1
    assert len(store.follow_up_versions(made)) == 1


def test_two_people_who_change_one_row_are_told(store, presenter, rakor):
    made = presenter.add_follow_up(rakor, WATER, at=AT)
    presenter.change_follow_up(made, status="berjalan", at=AT, seen=1)
    with pytest.raises(Conflict, match="Penyaji sudah mengubah"):
        presenter.change_follow_up(made, status="batal", at=AT, seen=1)
    assert store.follow_ups()["status"].item() == "berjalan"


def test_what_makes_no_sense_is_refused_in_a_sentence(store, presenter, rakor):
    made = presenter.add_follow_up(rakor, WATER, at=AT)
    with pytest.raises(StoreError, match="pilih Baru, Berjalan, Selesai, Batal"):
        presenter.change_follow_up(made, status="nanti", at=AT)
    with pytest.raises(StoreError, match="masalah atau tindakan"):
        presenter.add_follow_up(rakor, FollowUp("Ende", pic="PPK"), at=AT)
    with pytest.raises(StoreError, match="tidak mempunyai versi 7"):
        presenter.restore_follow_up(made, 7, at=AT)
    with pytest.raises(StoreError, match="RTL x tidak ada"):
        presenter.change_follow_up("x", status="batal", at=AT)
    with pytest.raises(StoreError, match="Rakor x tidak ada"):
        presenter.add_follow_up("x", WATER, at=AT)
    assert len(store.follow_ups()) == 1


def test_statuses_are_those_of_the_programme():
    assert {s.id: s.open for s in statuses().values()} == {
        "baru": True,
        "berjalan": True,
        "selesai": False,
        "batal": False,
    }


def frame(*rows: tuple) -> pd.DataFrame:
    """Follow-ups of (id, rakor, status, deadline, made, changed)."""
    names = ["id", "id_rakor", "status", "batas_waktu", "dibuat", "diubah"]
    made = pd.DataFrame(rows, columns=names)
    return made.assign(
        batas_waktu=pd.to_datetime(made["batas_waktu"]),
        dibuat=pd.to_datetime(made["dibuat"], utc=True),
        diubah=pd.to_datetime(made["diubah"], utc=True),
    )


KNOWN = frame(
    ("a", "dulu", "baru", "2019-08-31", "2019-08-08", "2019-08-08"),
    ("b", "dulu", "berjalan", None, "2019-08-01", "2019-09-01"),
    ("c", "dulu", "selesai", "2019-08-10", "2019-08-08", "2019-08-20"),
    ("d", "dulu", "selesai", "2019-08-10", "2019-07-01", "2019-07-20"),
    ("e", "kini", "baru", "2019-09-30", "2019-09-09", "2019-09-09"),
    ("f", "kini", "batal", None, "2019-09-09", "2019-09-09"),
)
TODAY = date(2019, 9, 9)


def test_age_and_lateness_are_counted_in_days():
    known = aged(KNOWN, TODAY).set_index("id")
    assert known["umur_hari"].to_dict() == {"a": 32, "b": 39, "c": 32, "d": 70, "e": 0, "f": 0}
    assert known["terlambat_hari"].dropna().to_dict() == {"a": 9, "e": 0}
    on_the_day = aged(KNOWN, date(2019, 8, 31)).set_index("id")
    assert on_the_day.loc["a", "terlambat_hari"] == 0  # the deadline is the last day in time


def test_the_day_is_that_of_the_hall():
    dawn = frame(("a", "r", "baru", None, "2019-08-07T23:30:00Z", "2019-08-08"))
    wita = timezone(timedelta(hours=8))
    assert aged(dawn, date(2019, 8, 8))["umur_hari"].item() == 1
    assert aged(dawn, date(2019, 8, 8), zone=wita)["umur_hari"].item() == 0


def test_what_is_open_comes_back_latest_first():
    back = carried_over(KNOWN, "kini", TODAY)
    assert back["id"].tolist() == ["a", "e", "b", "f"]
    assert back.set_index("id")["bawaan"].to_dict() == {
        "a": True,
        "b": True,
        "e": False,
        "f": False,
    }


def test_what_was_done_since_the_last_rakor_comes_back_too():
    since = datetime(2019, 8, 8, tzinfo=UTC)
    assert carried_over(KNOWN, "kini", TODAY, since=since)["id"].tolist() == [
        "a",
        "e",
        "b",
        "c",
        "f",
    ]


def test_nothing_comes_back_from_nothing(store, presenter, rakor):
    assert len(carried_over(store.follow_ups(), rakor, TODAY)) == 0


def test_the_list_of_the_next_rakor_comes_from_the_store(store, presenter, rakor):
    made = presenter.add_follow_up(rakor, WATER, at=AT)
    following = presenter.open_rakor("Rakor 2", dataset="", agenda=["Ende"], seconds=60, at=LATER)
    (row,) = carried_over(store.follow_ups(), following.id, LATER.date(), since=AT).to_dict(
        "records"
    )
    assert (row["id"], row["bawaan"]) == (made, True)
    assert (row["umur_hari"], row["terlambat_hari"]) == (30, 7)
