"""Signing in with an account: offered only with [auth], its role enforced at the write."""

import time
from datetime import timedelta
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.secrets import Secrets
from streamlit.testing.v1 import AppTest

from kotaku.store import Store
from kotaku.store.access import Actor
from pages.ui.bar import access, lasting
from pages.ui.bar import sign_in as accounts
from tests.conftest import ROOT
from tests.pages.conftest import text
from tests.pages.test_rakor import press

NTT = "Contoh NTT 2019"
ROLES: dict[str, Any] = {
    "ketua@contoh.go.id": "penyaji",
    "kupang@contoh.go.id": "korkot:Kota Kupang",
    "salah@contoh.go.id": "bos",
}


@pytest.fixture
def sign_in(monkeypatch):
    """Give the server [auth] and the viewer an account; without an e-mail nobody is signed in."""
    monkeypatch.setattr(access, "on_laptop", lambda: False)

    def signed(email: str | None, roles: Any = ROLES, **claims: Any) -> None:
        kept = Secrets()
        kept._secrets = {"auth": {"client_id": "uji"}, "kotaku": {"peran": roles}}
        monkeypatch.setattr(st, "secrets", kept)
        user = {"is_logged_in": email is not None, **claims}
        if email:
            user |= {"email": email, "email_verified": True}
        monkeypatch.setattr(st, "user", user)

    return signed


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_without_auth_no_account_is_offered(open_page):
    assert not [label for label in labels(open_page("tindak_lanjut", NTT)) if "akun" in label]


def test_who_is_not_signed_in_is_offered_both_ways(open_page, sign_in):
    sign_in(None)
    app = open_page("tindak_lanjut", NTT)
    assert "Masuk dengan akun" in labels(app)
    assert "Masuk" in labels(app)


def way_to_begin():
    """The menu of Mode rakor that begins a meeting; it stands in app.py, around the page."""
    from pages.ui.bar import bar
    from pages.ui.rakor import presenter_settings

    presenter_settings.start(bar.filters(), key="mulai")


def test_a_presenter_s_account_may_write_and_start_the_meeting(open_page, sign_in, folder):
    sign_in("ketua@contoh.go.id")
    assert "Simpan" in labels(open_page("tindak_lanjut", NTT))
    app = AppTest.from_function(way_to_begin)
    app.session_state["data"] = NTT
    next(b for b in app.run().button if b.label == "Mulai rakor").click()
    app.run()
    assert not app.error
    assert [s.presenter for s in Store.in_folder(folder).sessions()] == ["ketua@contoh.go.id"]


def test_a_korkot_s_account_writes_for_its_own_place(open_page, sign_in):
    sign_in("kupang@contoh.go.id")
    assert "Simpan" in labels(open_page("tindak_lanjut", NTT))
    assert accounts.who() == Actor("korkot", "kupang@contoh.go.id", "Kota Kupang")
    assert not access.is_presenter()


@pytest.mark.usefixtures("folder")
def test_the_bar_says_who_is_signed_in_and_lets_go(sign_in):
    sign_in("kupang@contoh.go.id")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "**kupang@contoh.go.id** masuk sebagai korkot Kota Kupang." in text(app)
    assert "Keluar dari akun" in labels(app)


def test_an_account_without_a_role_reads_only_and_is_told(open_page, sign_in):
    sign_in("asing@contoh.go.id")
    app = open_page("tindak_lanjut", NTT)
    assert "hanya membaca: akun ini belum diberi peran" in text(app)
    assert "Simpan" not in labels(app)


@pytest.mark.parametrize(
    ("email", "roles", "sentence"),
    [("salah@contoh.go.id", ROLES, "tidak dikenal"), ("a@b.id", "penyaji", "tidak terbaca")],
)
def test_a_broken_mapping_is_a_sentence(open_page, sign_in, email, roles, sentence):
    sign_in(email, roles)
    app = open_page("tindak_lanjut", NTT)
    assert sentence in text(app)
    assert "Simpan" not in labels(app)


def test_a_server_without_what_sign_in_needs_says_so(open_page, sign_in):
    sign_in(None)
    app = open_page("tindak_lanjut", NTT)
    press(app, "tindak_lanjut", "Masuk dengan akun", data=NTT)
    assert "belum siap di server ini" in app.error[0].value


def test_an_account_that_signed_in_too_long_ago_only_reads_and_is_told_so(open_page, sign_in):
    now = time.time()
    sign_in("ketua@contoh.go.id", iat=now - 60)
    assert "Simpan" in labels(open_page("tindak_lanjut", NTT))
    sign_in("ketua@contoh.go.id", iat=now - lasting.LIFETIME.total_seconds() - 60)
    app = open_page("tindak_lanjut", NTT)
    assert "Simpan" not in labels(app)
    assert "masuk lagi" in text(app)
    assert accounts.who() is None


def whoever_is_in():
    """What app.py does before every page: who is in, after it was noted that somebody looks."""
    import streamlit as st

    from pages.ui.bar import lasting

    lasting.touch()
    st.code(str(lasting.entered() is not None))


@pytest.mark.parametrize(
    ("rest", "steps", "stays"),
    [
        (timedelta(hours=1), 11, True),  # somebody is there all day
        (timedelta(hours=1), 13, False),  # but no longer than a day
        (timedelta(hours=5), 1, False),  # nobody was there
    ],
)
def test_a_code_entered_holds_for_the_day_and_while_somebody_is_there(
    monkeypatch, rest, steps, stays
):
    app = AppTest.from_function(whoever_is_in)
    app.session_state[lasting.WHO] = {"role": "presenter", "name": "Penyaji"}
    start = lasting.now()
    for step in range(steps + 1):
        monkeypatch.setattr(lasting, "now", lambda at=start + step * rest: at)
        app.run()
    assert app.code[0].value == str(stays)
    assert any("Masuk Anda berakhir" in one.value for one in app.warning) is not stays
    assert not app.run().warning


def test_who_was_there_too_long_ago_writes_no_more(open_page, monkeypatch):
    monkeypatch.setattr(access, "on_laptop", lambda: False)
    who = {"role": "presenter", "name": "Penyaji"}
    assert "Simpan" in labels(open_page("tindak_lanjut", NTT, penulis=dict(who)))
    gone = dict.fromkeys(("masuk_sejak", "terakhir_dipakai"), lasting.now() - timedelta(hours=5))
    assert "Simpan" not in labels(open_page("tindak_lanjut", NTT, penulis=who | gone))
