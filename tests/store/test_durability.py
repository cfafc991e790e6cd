"""A pulled plug, a full disk, a folder that may not be written: nothing confirmed is lost."""

import multiprocessing
import os
import random
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from kotaku.store import Store, StoreError
from kotaku.store.errors import FULL
from tests.store import writer
from tests.store.writer import AGENDA, AT, content, hand

KILLS = 40
# What a store imports when it is first opened: else every writer would, before it writes.
LATER = ("alembic.operations", "alembic.runtime.migration", "alembic.script", "psycopg")
NOBODY = 65534
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="perlu root di Linux"
)


@pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(),
    reason="sistem ini tidak dapat mencabangkan proses",
)
def test_killed_writers_lose_nothing_that_was_confirmed(store, store_url):
    """Kill a writer at a random moment, again and again, and look for what it confirmed."""
    chance = random.Random(20190808)
    opener = store.writer("presenter", "Penyaji")
    rakor = opener.open_rakor("Uji", dataset="", agenda=AGENDA, seconds=60, at=AT).id
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.store.writer", *LATER])
    confirmed = []
    for number in range(KILLS):
        told, tell = processes.Pipe(duplex=False)
        process = processes.Process(
            target=writer.write, args=(store_url, rakor, f"mati{number}", None, tell.send)
        )
        process.start()
        tell.close()
        confirmed += [told.recv() for _ in range(chance.randint(0, 2))]
        process.join(chance.uniform(0, 0.08))
        process.kill()
        process.join()
        confirmed += rest(told)
        process.close()
    opener.add_note(rakor, "Ende", "waits until a server has ended what the dead began", at=AT)
    found = store.follow_ups().set_index("id")
    assert len(confirmed) >= KILLS / 2
    for marker, round_, dataset, follow_up in confirmed:
        name = f"{marker}-{round_}.xlsx"
        assert store.files(dataset) == [(name, content(marker, round_))]
        assert found.loc[follow_up, ["masalah", "status", "versi"]].tolist() == [name, "selesai", 2]
    logged = store.trail()["tindakan"].value_counts()
    assert logged["ganti_giliran"] == store.session(rakor).revision - 1
    assert logged["tambah_rtl"] == len(found)
    assert logged["simpan_set_data"] == len(store.datasets())
    if store.address.get_backend_name() == "sqlite":
        with store._engine.connect() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def rest(told) -> list:
    """Return what a killed process still said; its last word may be half a word."""
    said = []
    while True:
        try:
            said.append(told.recv())
        except (EOFError, OSError):
            told.close()
            return said


@contextmanager
def small_disk(size: str):
    """A disk of a few bytes that is gone afterwards."""
    folder = Path(tempfile.mkdtemp())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], capture_output=True
    )
    if mounted.returncode:
        folder.rmdir()
        pytest.skip("disk kecil tidak dapat dipasang di mesin ini")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


@as_root
def test_a_disk_that_is_really_full_gives_the_sentence_and_loses_nothing():
    with small_disk("3m") as folder:
        store = Store.in_folder(folder)
        sha = hand(store).save_upload("a.xlsx", b"a", at=AT, rules_version="1")
        kept = hand(store).save_dataset([(sha, "a.xlsx")], at=AT)
        with pytest.raises(StoreError) as caught:
            hand(store).save_upload("b.xlsx", os.urandom(4_000_000), at=AT, rules_version="1")
        assert str(caught.value) == FULL
        assert store.files(kept) == [("a.xlsx", b"a")]
        with store._engine.connect() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        store.close()


@as_root
def test_a_disk_too_small_for_a_new_store_gives_a_sentence():
    with small_disk("16k") as folder, pytest.raises(StoreError, match="disk"):
        Store.in_folder(folder)


@contextmanager
def somebody_else():
    """Do the block as a user who owns nothing; root may write everywhere."""
    folder = Path(tempfile.mkdtemp())
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)
    else:
        folder.chmod(0o755)
        yield folder
    shutil.rmtree(folder)


@contextmanager
def without_rights():
    """Be nobody for the block where root would be let in everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows memberi izin dengan cara lain")
def test_a_read_only_folder_gives_the_sentence():
    with somebody_else() as folder:
        with without_rights(), pytest.raises(StoreError, match="tidak dapat dibuka atau ditulis"):
            Store.in_folder(folder)
        with without_rights(), pytest.raises(StoreError, match="tidak dapat dibuka atau ditulis"):
            Store.in_folder(folder / "dalam")


@as_root
def test_a_store_that_may_only_be_read_refuses_a_write_in_the_sentence():
    with somebody_else() as folder:
        first = Store.in_folder(folder)
        first.close()
        for file in folder.iterdir():
            file.chmod(0o444)
        with without_rights(), pytest.raises(StoreError, match="tidak dapat dibuka atau ditulis"):
            hand(Store.in_folder(folder)).save_upload("a.xlsx", b"a", at=AT, rules_version="1")
