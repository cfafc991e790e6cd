"""What is taken home: made once for the hall, anew when something was written, for who may."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from kotaku.output import made
from kotaku.store import NotAllowed, Store
from pages.ui.bar import access
from pages.ui.rakor import take_home

NTT = "Contoh NTT 2019"


@pytest.fixture
def store(folder):
    opened = Store.in_folder(folder)
    yield opened
    opened.close()


@pytest.fixture
def reports(open_page, monkeypatch: pytest.MonkeyPatch):
    """Open Laporan and return what it would give to be made, and what was made."""
    seen: list[take_home.Context] = []
    asked: list[str] = []
    of = take_home.of
    monkeypatch.setattr(take_home, "of", lambda page: seen.append(of(page)) or seen[-1])

    def report(_view, name: str) -> bytes:
        asked.append(name)
        return name.encode()

    monkeypatch.setattr(made, "report", report)
    take_home._file.clear()
    return lambda: open_page("laporan", NTT) and seen[-1], asked


def test_two_presses_at_once_and_a_later_one_cost_one_file(reports) -> None:
    of, asked = reports
    report = of()
    with ThreadPoolExecutor(2) as pool:
        files = list(pool.map(lambda _: take_home.file(report, "docx"), range(2)))
    assert files == [b"docx"] * 2
    assert take_home.file(of(), "docx") == b"docx"
    assert asked == ["docx"]


def test_what_others_write_elsewhere_costs_no_new_file_and_a_note_does(reports, store) -> None:
    of, asked = reports
    take_home.file(of(), "docx")
    hand = store.writer("presenter", "A")
    hand.refuse_upload("x.xlsx", "kosong", at=access.now())
    take_home.file(of(), "docx")
    assert asked == ["docx"]
    rakor = hand.open_rakor(
        "Rakor", dataset=NTT, agenda=("", "Kota Kupang"), seconds=60, at=access.now()
    )
    hand.add_note(rakor.id, "Kota Kupang", "air", at=access.now())
    take_home.file(of(), "docx")
    assert asked == ["docx", "docx"]


def test_rights_are_asked_for_at_the_press(open_page, monkeypatch: pytest.MonkeyPatch) -> None:
    hands: list[object] = ["somebody"]
    monkeypatch.setattr(access, "data_writer", lambda: hands[-1])
    press = access.at_the_press(lambda: b"original")
    assert press() == b"original"
    hands.append(None)  # left, or the code ended, while the button stood there
    with pytest.raises(NotAllowed, match="Masuk lagi"):
        press()
