"""Two processes of the app on one PostgreSQL: what one server's presenter does, the other shows."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, make_url, text

from kotaku.store import FollowUp, Store
from tests.browser.driver import LAPTOP, wait_idle, watched
from tests.browser.server import serve
from tests.store.conftest import postgres_url, server

__all__ = ["postgres_url", "server"]

NTT, AGENDA = "Contoh NTT 2019", ["", "Kabupaten Ende", "Kota Kupang"]
CODE = "271828"
MANY = 20


def test_two_servers_are_one_meeting(
    postgres_url: str, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KOTAKU_DATABASE_URL", postgres_url)
    monkeypatch.setenv("KOTAKU_KODE_PENYAJI", CODE)
    store = Store(postgres_url)
    opened = store.writer("presenter", "Penyaji").open_rakor(
        "Rakor", dataset=NTT, agenda=AGENDA, seconds=600, at=datetime.now(UTC)
    )
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with serve(tmp_path / "a") as first, serve(tmp_path / "b") as second:
        follower = page.context.new_page()
        follower.goto(f"{second}/ikut")
        followed = follower.get_by_role("heading", level=1)
        expect(followed).to_have_text("Provinsi Nusa Tenggara Timur")
        page.goto(f"{first}/mode_rakor?data=Contoh+NTT+2019")
        wait_idle(page)
        lead(page, "Atur")
        expect(page.get_by_text("Keluar sebagai penyaji")).to_be_visible()
        page.keyboard.press("Escape")
        wait_idle(page)
        page.get_by_role("heading", level=1).click()
        page.keyboard.press("ArrowRight")
        expect(followed).to_have_text("1/2 Kabupaten Ende")
        page.goto("about:blank")  # both ends rest before their servers go
        follower.close()
    assert store.session(opened.id).turn == 1
    store.close()


@pytest.fixture
def patient(browser: Browser) -> Iterator[Page]:
    """A window that may complain: it loses the line on which it hears what is new."""
    with watched(browser, LAPTOP, quiet=False) as window:
        yield window


@contextmanager
def away(server: Engine, address: str) -> Iterator[None]:
    """A database that nobody reaches for a while."""
    name = make_url(address).database
    with server.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        connection.execute(text(end), {"name": name})
        yield
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))


def test_a_note_typed_while_the_database_is_away_is_not_lost(
    postgres_url: str,
    server: Engine,
    patient: Page,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    page = patient
    monkeypatch.setenv("KOTAKU_DATABASE_URL", postgres_url)
    monkeypatch.setenv("KOTAKU_KODE_PENYAJI", CODE)
    with serve(tmp_path) as address:
        page.goto(f"{address}/mode_rakor?data=Contoh+NTT+2019")
        wait_idle(page)
        lead(page, "Mulai rakor")
        page.get_by_role("button", name="Catat masalah atau RTL").click()
        note = page.get_by_role("textbox", name="Masalah atau catatan")
        note.fill("pagu kurang")
        with away(server, postgres_url):
            page.get_by_role("button", name="Simpan catatan").click()
            expect(page.get_by_text("TIDAK disimpan")).to_be_visible()
        page.get_by_role("button", name="Coba lagi").click()
        expect(note).to_have_value("pagu kurang")
        wait_idle(page, quiet_ms=800)
        page.get_by_role("button", name="Simpan catatan").click()
        expect(page.get_by_text("Tercatat: pagu kurang")).to_be_visible()
        page.goto("about:blank")


def lead(page: Page, menu: str) -> None:
    """Begin a meeting, or join it, with the code: nobody sits before a shared database."""
    page.get_by_text(menu, exact=True).first.click()
    page.get_by_role("textbox", name="Nama").fill("Penyaji")
    page.get_by_label("Kode penyaji", exact=True).fill(CODE)
    page.get_by_role("button", name="Mulai rakor").last.click()


def test_nothing_is_lost_when_two_stores_write_at_once(postgres_url: str):
    first, second = Store(postgres_url), Store(postgres_url)
    at = datetime.now(UTC)
    rakor = first.writer("presenter", "A").open_rakor(
        "Rakor", dataset=NTT, agenda=AGENDA, seconds=600, at=at
    )

    def write(store: Store, who: str) -> None:
        writer = store.writer("presenter", who)
        for number in range(MANY):
            made = FollowUp("Kota Kupang", f"{who} {number}")
            writer.add_follow_up(rakor.id, made, at=at)
            writer.go_to(rakor.id, number % 3, at=at)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, (first, second), "AB"))
    kept = set(second.follow_ups()["masalah"])
    assert kept == {f"{who} {number}" for who in "AB" for number in range(MANY)}
    assert first.session(rakor.id).revision == 1 + 2 * MANY
    first.close()
    second.close()
