"""Riwayat: snapshots taken, agreed, compared and shown as they stood; headline figures' change."""

from datetime import UTC, datetime

import pytest

from kotaku import snapshots
from kotaku.evaluation import Settings
from kotaku.store import Store, StoreError
from kotaku.view import Scope
from pages.ui.bar import access, library
from pages.ui.history import potret
from pages.ui.rakor import take_home
from tests.pages.conftest import plain, table, text, turn, words
from web.follow import turn as follow

NTT, NTB = "Contoh NTT 2019", "Contoh NTB 2022"
WRITER = {"role": "presenter", "name": "Penyaji", "kab_kota": None}
KORKOT = {"role": "korkot", "name": "Korkot", "kab_kota": "Kota Kupang"}
AT = datetime(2019, 8, 10, 4, 0, tzinfo=UTC)
PART = "bagian_riwayat"


@pytest.fixture
def store(folder):
    opened = Store.in_folder(folder)
    yield opened
    opened.close()


def frozen(store, sample, name="Potret A", *, rakor=None, agreed=True, less=0.0, place=""):
    """Keep a snapshot of a sample; ``less`` hectares fewer had been reduced then at a place."""
    entry = library.shelf()[sample]
    packed = snapshots.pack(potret.taken(entry, Settings(), Scope()))
    names = [name for name, _ in packed["akun"]["kolom"]]
    places, reduced = (
        packed["akun"]["isi"][names.index(n)] for n in ("kab_kota", "pengurangan_ha")
    )
    reduced[places.index(place)] -= less
    writer = store.writer("presenter", "Penyaji")
    made = writer.freeze(entry.key, name, packed, rules_version="1", at=AT, rakor=rakor)
    if agreed:
        writer.agree(made, at=AT)
    return made


def press(app, label, **state):
    """Press a button of the page; AppTest forgets page and state after its first run."""
    next(b for b in app.button if b.label == label).click()
    app.switch_page("pages/riwayat.py")
    for key, value in {"data": NTT, **state}.items():
        app.session_state[key] = value
    return app.run()


def test_nothing_kept_says_what_to_do(open_page):
    app = open_page("riwayat", NTT)
    assert "Belum ada potret" in text(app)
    assert "Buat potret" in text(app)


def test_it_opens_without_data(open_page, store):
    frozen(store, NTT)
    assert "1 potret tersimpan, 1 disepakati" in text(open_page("riwayat"))


def test_a_presenter_takes_agrees_and_cannot_discard(open_page, store):
    app = open_page("riwayat", NTT, penulis=WRITER)
    press(app, "Simpan potret", penulis=WRITER)
    (info,) = store.snapshots()
    assert (info.name, info.dataset, info.agreed) == (f"Potret {NTT}", NTT, False)
    found = snapshots.unpack(store.snapshot(info.id).summary)
    assert found.angka["sisa_ha"] == pytest.approx(48.93)
    app = open_page("riwayat", NTT, penulis=WRITER)
    press(app, "Ya, sepakati dan kunci", penulis=WRITER)
    assert store.snapshots()[0].agreed
    app = open_page("riwayat", NTT, penulis=WRITER)
    assert not {"Ya, buang", "Ya, sepakati dan kunci"} & {b.label for b in app.button}
    assert "Disepakati" in plain(app.markdown)
    with pytest.raises(StoreError, match="tidak dapat diubah"):
        store.writer("presenter", "Penyaji").discard(info.id, at=AT)


def test_what_is_not_agreed_can_be_discarded(open_page, store):
    frozen(store, NTT, agreed=False)
    press(open_page("riwayat", NTT, penulis=WRITER), "Ya, buang", penulis=WRITER)
    assert store.snapshots() == []
    assert list(store.trail()["tindakan"]) == ["buat_potret", "hapus_potret"]


@pytest.mark.parametrize("who", [None, KORKOT])
def test_others_only_look(open_page, store, who, monkeypatch):
    monkeypatch.setattr(access, "on_laptop", lambda: False)
    frozen(store, NTT, agreed=False)
    app = open_page("riwayat", NTT, penulis=who)
    shown = {b.label for b in app.button}
    assert not {"Simpan potret", "Ya, buang", "Ya, sepakati dan kunci"} & shown
    assert "sebagaimana adanya pada 10 Agustus 2019" in text(app)
    assert [m.value for m in app.metric] == ["202,43 ha", "153,50 ha", "48,93 ha", "64,30 %"]


def test_an_older_form_is_listed_and_not_read(open_page, store):
    writer = store.writer("presenter", "Penyaji")
    writer.freeze("d", "Lama", {"sisa": 1}, rules_version="0", at=AT)
    app = open_page("riwayat", NTT)
    assert "tidak terbaca" in text(app)
    assert list(app.dataframe[0].value["Potret"]) == ["Lama"]


def test_two_provinces_side_by_side(open_page):
    app = open_page(
        "riwayat",
        NTT,
        **{PART: "Bandingkan", "banding_dulu": f"Data: {NTT}", "banding_kini": f"Data: {NTB}"},
    )
    assert "Sisa kumuh naik 312,57 ha: dari 48,93 ha menjadi 361,50 ha." in text(app)
    assert "Provinsinya berbeda" in text(app)
    assert app.metric[2].delta == "+312,57 ha"
    states = table(app, "Perubahan")["Perubahan"]
    assert set(states) == {"Baru", "Tidak ada lagi"}


def test_the_last_snapshot_is_the_point_of_comparison(open_page, store):
    frozen(store, NTT)
    app = open_page("riwayat", NTT, **{PART: "Bandingkan"})
    assert "Tidak ada yang berubah" in text(app)


def test_a_snapshot_counted_otherwise_is_refused(open_page, store):
    frozen(store, NTT)
    other = snapshots.pack(potret.taken(library.shelf()[NTT], Settings(), Scope(simulasi=False)))
    store.writer("presenter", "P").freeze(NTT, "Potret B", other, rules_version="1", at=AT)
    app = open_page("riwayat", NTT, **{PART: "Bandingkan"})
    name = {n.split(" · ")[0]: n for n in app.selectbox(key="banding_dulu").options}
    picked = {"banding_dulu": name["Potret: Potret A"], "banding_kini": name["Potret: Potret B"]}
    app = open_page("riwayat", NTT, **{PART: "Bandingkan"}, **picked)
    assert "Beda skenario: realisasi + simulasi lawan realisasi saja" in plain(app.warning)
    assert not app.metric


def test_course_and_trail(open_page, store):
    frozen(store, NTT)
    app = open_page("riwayat", NTT, **{PART: "Kecenderungan"})
    assert list(app.dataframe[0].value["Sisa (ha)"]) == [pytest.approx(48.93)]
    app = open_page("riwayat", NTT, **{PART: "Jejak perubahan"})
    assert list(app.dataframe[0].value["Apa"]) == ["Potret disepakati", "Potret dibuat"]
    assert "{" not in "".join(app.dataframe[0].value.astype(str).sum())


def test_headlines_tell_what_moved_since_the_last_rakor(open_page, store):
    writer = store.writer("presenter", "Penyaji")
    agenda = ["", "Kota Kupang"]
    past = writer.open_rakor("Rakor lalu", dataset="lain", agenda=agenda, seconds=600, at=AT)
    frozen(store, NTT, rakor=past.id, less=2.1)
    app = open_page("ringkasan", NTT)
    assert [m.delta for m in app.metric] == ["tetap", "+2,10 ha", "−2,10 ha", "tetap"]
    assert {m.proto.delta_description for m in app.metric} == {"sejak rakor 10 Agu 2019"}
    app = open_page("pengurangan_kumuh", NTT)
    assert "Sejak rakor 10 Agu 2019: terealisasi +2,10 ha, sisa kumuh −2,10 ha." in text(app)


def test_a_turn_tells_what_moved_there(open_page, store):
    frozen(store, NTT, less=2.1, place="Kota Kupang")
    assert "tetap sejak potret 10 Agu 2019" in turn(open_page("mode_rakor", NTT))
    now, writer = datetime.now(UTC), store.writer("presenter", "Penyaji")
    agenda = ["", "Kota Kupang", "Kabupaten Ende"]
    meeting = writer.open_rakor("Rakor uji", dataset=NTT, agenda=agenda, seconds=600, at=now)
    told = {}
    for index, place in enumerate(agenda):
        writer.go_to(meeting.id, index, at=now)
        told[place] = words(follow.now(store, now).html)
    assert "−2,10 ha sejak potret 10 Agu 2019" in told["Kota Kupang"]
    for place in ("", "Kabupaten Ende"):
        assert "tetap sejak potret 10 Agu 2019" in told[place]
        assert "2,10 ha sejak" not in told[place]


def test_opening_a_meeting_keeps_what_it_begins_with(open_page, store):
    app = open_page("tindak_lanjut", NTT, penulis=WRITER)
    app.text_area[0].set_value("lahan")
    next(b for b in app.button if b.label == "Simpan").click()
    app.switch_page("pages/tindak_lanjut.py")
    for key, value in {"data": NTT, "penulis": WRITER}.items():
        app.session_state[key] = value
    app.run()
    (info,) = store.snapshots()
    (session,) = store.sessions()
    assert (info.name, info.rakor) == (f"Potret awal {session.name}", session.id)
    # what the meeting itself began with is no point of comparison
    assert [m.delta for m in open_page("ringkasan", NTT).metric] == ["", "", "", ""]


def test_the_report_names_the_agreed_snapshot(open_page, store, monkeypatch):
    seen = []
    of = take_home.of

    def given(page):
        seen.append((made := of(page)).potret)
        return made

    monkeypatch.setattr(take_home, "of", given)
    open_page("laporan", NTT)
    made = frozen(store, NTT)
    open_page("laporan", NTT)
    open_page("laporan", NTB)
    assert [words.startswith("Potret A, 10 Agustus 2019 pukul") for words in seen] == [
        False,
        True,
        False,
    ]
    assert made in seen[1]


@pytest.mark.parametrize("other", [{"data": NTB}, {"data": None}])
def test_no_change_is_invented(open_page, store, other):
    if other["data"]:
        frozen(store, NTB)
    app = open_page("ringkasan", NTT)
    assert [m.delta for m in app.metric] == ["", "", "", ""]
