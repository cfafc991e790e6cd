"""What hostile files make our code do stays in the child; the server says a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kotaku.dataset import Dataset
from kotaku.intake import guarded, understand
from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import apart, limits
from kotaku.intake.safe.children import Nursery, can_fork
from tests.intake import books, hostile
from tests.intake.test_plain import same

DATA = books.xlsx({"RT": [["ID RT", "Luas Verifikasi (Ha)"], ["A", 1.5]]})
posix = pytest.mark.skipif(os.name != "posix", reason="limits of POSIX systems")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """Set a limit to another value, for children started from now on."""
    value = limits.value

    def set_(name: str, other: int) -> None:
        monkeypatch.setattr(limits, "value", lambda n: other if n == name else value(n))

    return set_


def test_the_result_is_that_of_the_same_process() -> None:
    files = [("a.xlsx", DATA), ("b.csv", b"id_rt;luas verifikasi (ha)\nB;2\n")]
    same(understand.build_dataset(files), guarded.build_dataset(files))
    assert guarded.open_workbook("a.xlsx", DATA).sheets[0].row(2) == ["A", 1.5]


def test_a_refused_file_keeps_its_sentence() -> None:
    with pytest.raises(UnreadableFile) as caught:
        guarded.open_workbook("x.pdf", b"%PDF-1.4")
    assert caught.value.code == "BERKAS-BUKAN-LEMBAR-KERJA"
    assert caught.value.finding.file == "x.pdf"


def _leaving() -> None:
    with tempfile.NamedTemporaryFile():
        time.sleep(60)


LITTLE = "kotaku.intake.safe.limits:limits"  # these tasks need no words, rules, libraries
WAYS = [
    pytest.param(forks, marks=pytest.mark.skipif(forks and not can_fork(), reason="no safe fork"))
    for forks in (True, False)
]


@pytest.fixture(params=WAYS, ids=["forked", "started"])
def room(request: pytest.FixtureRequest) -> Iterator[apart.Room]:
    """A room for reading of its own, in either way of having children."""
    own = replace(apart.READING, forks=request.param, warm=LITTLE)
    yield own
    own.close()


@posix
@pytest.mark.parametrize(
    ("name", "value", "task", "words"),
    [
        ("waktu_paham", 1, (time.sleep, 60), "terlalu lama"),
        ("prosesor_paham", 2, (sum, range(10**12)), "terlalu lama"),
        ("memori_paham", 1_500_000_000, (bytes, 4_000_000_000), "terlalu besar"),
    ],
)
def test_a_task_beyond_a_limit_ends_in_a_sentence(
    room: apart.Room, small: Callable[[str, int], None], monkeypatch: pytest.MonkeyPatch,
    name: str, value: int, task: Any, words: str,
) -> None:  # fmt: skip
    small(name, value)
    start = time.monotonic()
    with pytest.raises(UnreadableFile, match=words):
        room.run(*task)
    assert time.monotonic() - start < 30
    monkeypatch.undo()
    assert room.run(len, (1, 2)) == 2


@posix
def test_a_child_that_dies_takes_nobody_along(room: apart.Room) -> None:
    with pytest.raises(UnreadableFile):
        room.run(os.abort)
    with pytest.raises(RuntimeError):
        room.run(os.listdir, "/nowhere")
    assert room.run(len, (1, 2)) == 2


@posix
def test_nothing_is_left_in_the_temporary_folder(
    room: apart.Room, small: Callable[[str, int], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = Path(room.run(tempfile.mkdtemp))
    assert made.is_relative_to(tmp_path)
    small("waktu_paham", 1)
    with pytest.raises(UnreadableFile):
        room.run(_leaving)
    assert [*tmp_path.iterdir()] == []


def test_what_a_killed_server_left_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, working, foreign = (tmp_path / name for name in ("rakor-lama", "rakor-baru", "lain"))
    for folder in (left, working, foreign):
        folder.mkdir()
        (folder / "buku").write_bytes(DATA)
    for folder in (left, foreign):
        os.utime(folder, (0, time.time() - 2 * apart.LEFT_S))
    apart.clear_left.cache_clear()
    apart.clear_left()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lain", "rakor-baru"]


def test_a_process_that_died_while_waiting_is_replaced(room: apart.Room) -> None:
    room.prepare()
    source = room._source
    waiting = source._nursing._process if isinstance(source, Nursery) else source._child.process
    waiting.kill()
    waiting.wait()
    assert room.run(len, (1, 2, 3)) == 3


def test_a_child_knows_nothing_of_the_one_before(room: apart.Room) -> None:
    assert room.run(os.putenv, "KOTAKU_SISA", "1") is None
    assert room.run(os.getenv, "KOTAKU_SISA", "") == ""
    assert room.run(os.getpid) != room.run(os.getpid)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_process_that_forks_has_one_thread_and_ends_with_the_server(tmp_path: Path) -> None:
    room = replace(apart.READING, forks=True)
    assert room.run(len, "ab") == 2
    nursery = room._source._nursing._process.pid  # type: ignore[union-attr]
    assert len(os.listdir(f"/proc/{nursery}/task")) == 1  # noqa: PTH208
    room.close()
    assert not Path(f"/proc/{nursery}").exists()
    # a server that is killed closes nothing itself
    script = (
        "from kotaku.intake.safe import apart; import time; apart.READING.prepare();"
        "print(apart.READING._source._nursing._process.pid, flush=True);"
        "apart.READING.run(time.sleep, 61.5)"
    )
    server = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    nursery = int(server.stdout.readline())
    children = Path(f"/proc/{nursery}/task/{nursery}/children")
    wait_until(lambda: bool(children.read_text()))
    (child,) = children.read_text().split()
    server.kill()
    server.communicate()
    wait_until(lambda: not Path(f"/proc/{child}").exists())


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_many_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda i: guarded.open_workbook(f"{i}.xlsx", DATA), range(6)))
    assert [book.name for book in read] == [f"{i}.xlsx" for i in range(6)]


def poisoned(monkeypatch: pytest.MonkeyPatch, bad: set[str]) -> None:
    """Let understanding be too long as soon as one of the files is there."""
    run = apart.run

    def too_long(task: Any, *args: Any, **kwargs: Any) -> Any:
        if bad & {name for name, _ in args[0]}:
            raise limits.exceeded("waktu_paham", file="")
        return run(task, *args, **kwargs)

    monkeypatch.setattr(apart, "run", too_long)


def test_a_poisoned_file_does_not_take_the_good_ones_along(monkeypatch) -> None:
    poisoned(monkeypatch, {"racun.xlsx"})
    dataset = guarded.build_dataset([("a.xlsx", DATA), ("racun.xlsx", DATA[:-1])])
    assert [(f.name, f.rows_in) for f in dataset.files] == [("a.xlsx", 1), ("racun.xlsx", 0)]
    assert dataset.table("rt")["id_rt"].tolist() == ["A"]
    assert {n: f.code for n, f in guarded.unread(dataset).items()} == {
        "racun.xlsx": "BATAS-TERLAMPAUI"
    }


def test_when_every_file_is_poisoned_every_one_is_told(monkeypatch) -> None:
    poisoned(monkeypatch, {"a.xlsx", "b.xlsx"})
    dataset = guarded.build_dataset([("a.xlsx", DATA), ("b.xlsx", DATA)])
    assert {*guarded.unread(dataset)} == {"a.xlsx", "b.xlsx"}
    assert not dataset.tables


def test_what_needs_too_much_to_be_looked_at_shows_nothing(monkeypatch) -> None:
    books_ = [guarded.open_workbook("b.xlsx", DATA)]
    assert [g.sheet for g in guarded.looked(books_).guesses] == ["RT"]

    def too_long(*_args: object, **_rest: object) -> None:
        raise limits.exceeded("waktu_paham", file="")

    monkeypatch.setattr(apart, "run", too_long)
    assert guarded.looked(books_).guesses == ()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a process group")
def test_nothing_of_a_child_is_left(room: apart.Room, small: Callable[[str, int], None]) -> None:
    small("waktu_paham", 1)
    with pytest.raises(UnreadableFile):
        room.run(os.system, "sleep 61.5")
    time.sleep(0.2)
    found = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "sleep 61.5" not in found


@pytest.mark.parametrize("name", [*hostile.REFUSED][::9])
def test_hostile_files_say_the_same_from_the_child(name: str) -> None:
    build, code = hostile.REFUSED[name]
    dataset: Dataset = guarded.build_dataset([(f"{name}.xlsx", build())])
    assert [f.code for f in dataset.findings] == [code]
