"""The rehearsal: back up, lose everything, restore, and find every row again."""

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest
from sqlalchemy import select, text

from kotaku import cli, paths
from kotaku.store import FollowUp, Store, StoreError
from kotaku.store.tables import metadata
from pages.ui.bar import library

AT = datetime(2019, 8, 8, 9, 0, 30, 123456, tzinfo=UTC)


def fill(store: Store) -> None:
    """Put rows into every table."""
    store.new_presenter_code(at=AT)
    with pytest.raises(StoreError):
        store.enter_presenter_code("salah", at=AT)
    writer = store.writer("presenter", "Penyaji")
    sha = writer.save_upload("a.xlsx", b"\x00isi\xff" * 999, at=AT, rules_version="1")
    dataset = writer.save_dataset([(sha, "a.xlsx"), (sha, "b.xlsx")], at=AT)
    rakor = writer.open_rakor("Rakor", dataset=dataset, agenda=["Ende"], seconds=60, at=AT).id
    writer.go_to(rakor, 0, at=AT)
    made = writer.add_follow_up(
        rakor, FollowUp("Ende", "air −", batas_waktu=date(2019, 9, 1)), at=AT
    )
    writer.change_follow_up(made, status="selesai", at=AT)
    writer.remove_note(writer.add_note(rakor, "Ende", "dihapus", at=AT), at=AT)
    writer.add_note(rakor, "Ende", "baris\nkedua", at=AT)
    potret = writer.freeze(dataset, "A", {"ha": 13.14, "x": [None]}, rules_version="1", at=AT)
    writer.agree(potret, at=AT)
    writer.save_mapping("sidik", {"B": "luas"}, at=AT)
    writer.save_scenario("S", {"rp": 1e9}, at=AT)
    writer.new_korkot_code("Ende", at=AT)


def rows(store: Store) -> dict[str, list[tuple]]:
    with store._engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


@pytest.fixture(params=["sqlite", "postgres"])
def other_url(request, tmp_path):
    """Where the backup is put back; not always the kind of database it came from."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'lain' / 'rakor.sqlite3'}"


def test_every_row_comes_back_in_either_kind_of_database(store, other_url, tmp_path):
    fill(store)
    before = rows(store)
    assert all(before.values())
    store.back_up(tmp_path / "cadangan.sqlite3")
    assert rows(store) == before
    other = Store(other_url)
    other.restore(tmp_path / "cadangan.sqlite3")
    assert rows(other) == before
    last = max(number for number, *_ in before["jejak"])
    other.writer("presenter", "Penyaji").save_mapping("baru", {}, at=AT)
    assert other.revision() > last  # new rows are numbered after the restored ones
    assert len(other.notes(other.sessions()[0].id)) == 1
    other.close()
    assert sorted(p.name for p in tmp_path.iterdir() if "sebagian" in p.name) == []


def test_the_rehearsal_by_command(tmp_path, monkeypatch, capsys):
    folder, kept = tmp_path / "var", tmp_path / "cadangan.sqlite3"
    monkeypatch.delenv("KOTAKU_DATABASE_URL", raising=False)
    monkeypatch.setenv("KOTAKU_DATA_DIR", str(folder))
    store = Store.in_folder(folder)
    fill(store)
    before = rows(store)
    assert cli.main(["cadangkan", str(kept)]) == 0
    assert "1 set data, 1 rakor, 1 RTL" in capsys.readouterr().out
    store.close()
    shutil.rmtree(folder)
    assert cli.main(["pulihkan", str(kept)]) == 0
    assert "dipulihkan" in capsys.readouterr().out
    store = Store.in_folder(folder)
    assert rows(store) == before
    store.close()
    assert cli.main(["pulihkan", str(kept)]) == 2
    assert "--timpa" in capsys.readouterr().err
    assert cli.main(["pulihkan", str(kept), "--timpa"]) == 0
    assert cli.main(["cadangkan", str(kept)]) == 2
    assert "sudah ada" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cadangan.sqlite3", "var"]


def test_a_backup_is_made_while_others_write(store, tmp_path):
    writer, done = store.writer("presenter", "Penyaji"), Event()
    written = []

    def write() -> None:
        while not done.is_set():
            name = f"{len(written)}.xlsx"
            sha = writer.save_upload(name, name.encode() * 5000, at=AT, rules_version="1")
            written.append(writer.save_dataset([(sha, name)], at=AT))

    thread = Thread(target=write)
    thread.start()
    try:
        for number in range(4):
            count = len(written)
            store.back_up(tmp_path / f"{number}.sqlite3")
            copy = Store(f"sqlite:///{tmp_path / f'{number}.sqlite3'}")
            kept = {info.id for info in copy.datasets()}
            assert kept >= set(written[:count])
            assert all(copy.files(dataset) for dataset in kept)
            copy.close()
    finally:
        done.set()
        thread.join()


def test_a_store_that_holds_something_is_not_replaced_unasked(store, tmp_path):
    fill(store)
    store.back_up(tmp_path / "a.sqlite3")
    store.writer("presenter", "Penyaji").save_mapping("baru", {"B": "x"}, at=AT)
    after = rows(store)
    with pytest.raises(StoreError, match="sudah berisi"):
        store.restore(tmp_path / "a.sqlite3")
    assert rows(store) == after
    store.restore(tmp_path / "a.sqlite3", replace=True)
    assert store.mappings() == {"sidik": {"B": "luas"}}


def test_a_restore_that_fails_leaves_the_store_as_it_was(store, tmp_path):
    fill(store)
    store.back_up(tmp_path / "a.sqlite3")
    made = sqlite3.connect(tmp_path / "a.sqlite3")
    made.execute("UPDATE jejak SET waktu = 'kapan-kapan'")
    made.commit()
    made.close()
    before = rows(store)
    with pytest.raises(StoreError, match="rusak atau bukan"):
        store.restore(tmp_path / "a.sqlite3", replace=True)
    assert rows(store) == before


def test_what_is_no_backup_is_refused(store, tmp_path):
    (tmp_path / "teks").write_bytes(b"bukan basis data " * 100)
    (tmp_path / "kosong").write_bytes(b"")
    other = sqlite3.connect(tmp_path / "lain")
    other.execute("CREATE TABLE apa (saja)")
    other.close()
    for name in ("teks", "kosong", "lain"):
        with pytest.raises(StoreError, match="rusak atau bukan"):
            store.restore(tmp_path / name)
    with pytest.raises(StoreError, match="tidak ditemukan"):
        store.restore(tmp_path / "tidak ada")


def test_a_damaged_backup_is_refused(store, tmp_path):
    fill(store)
    store.back_up(tmp_path / "a.sqlite3")
    content = bytearray((tmp_path / "a.sqlite3").read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    (tmp_path / "a.sqlite3").write_bytes(content)
    with pytest.raises(StoreError, match="rusak atau bukan"):
        store.restore(tmp_path / "a.sqlite3", replace=True)


def test_a_place_that_cannot_be_written_is_told(store, tmp_path):
    with pytest.raises(StoreError, match=r"Folder .* tidak ada"):
        store.back_up(tmp_path / "tidak" / "ada" / "a.sqlite3")


def test_a_backup_of_an_earlier_version_is_upgraded(store, tmp_path):
    from tests.store.test_migrate import make_first

    make_first(f"sqlite:///{tmp_path / 'dulu.sqlite3'}")
    before = (tmp_path / "dulu.sqlite3").read_bytes()
    store.restore(tmp_path / "dulu.sqlite3")
    assert store.files("lama") == [("a.xlsx", b"isi")]
    assert (tmp_path / "dulu.sqlite3").read_bytes() == before
    with store._engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM jejak")) == 0


def test_a_backup_without_settings_is_of_the_store_of_the_app(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("KOTAKU_DATABASE_URL", raising=False)
    monkeypatch.delenv("KOTAKU_DATA_DIR", raising=False)
    assert Path(__file__).resolve().parents[2] / "var" == paths.STORE
    monkeypatch.setattr(paths, "STORE", tmp_path / "var")
    app = library.store.__wrapped__()
    fill(app)
    app.close()
    assert cli.main(["cadangkan", str(tmp_path / "cadangan.sqlite3")]) == 0
    assert "1 set data, 1 rakor, 1 RTL" in capsys.readouterr().out


def test_an_empty_backup_says_so_and_names_the_place(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("KOTAKU_DATABASE_URL", raising=False)
    monkeypatch.setenv("KOTAKU_DATA_DIR", str(tmp_path / "lain"))
    assert cli.main(["cadangkan", str(tmp_path / "cadangan.sqlite3")]) == 0
    said = capsys.readouterr().out
    assert "KOSONG" in said
    assert str(tmp_path / "lain") in said


HOSTILE = {
    "a view without an end": (
        "DROP TABLE set_data_berkas",
        "CREATE VIEW set_data_berkas AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM n) SELECT i AS id_set, i AS urutan, i AS sha256, i AS nama FROM n",
    ),
    "a trigger": (
        "CREATE TRIGGER t AFTER UPDATE ON alembic_version BEGIN DELETE FROM unggahan; END",
    ),
    "a table of somebody else": ("CREATE TABLE lain (a)",),
    "a computed column": ("ALTER TABLE jejak ADD COLUMN x GENERATED ALWAYS AS (nomor * 2)",),
    "an upload that was changed": ("UPDATE unggahan SET isi = x'00'",),
    "an upload that is text": ("UPDATE unggahan SET isi = 'a;b'",),
}


@pytest.mark.parametrize("statements", HOSTILE.values(), ids=HOSTILE)
def test_a_backup_that_somebody_changed_is_refused_and_replaces_nothing(
    store, tmp_path, statements
):
    fill(store)
    before = rows(store)
    backup = tmp_path / "cadangan.sqlite"
    store.back_up(backup)
    with closing(sqlite3.connect(backup)) as changed:
        for statement in statements:
            changed.execute(statement)
        changed.commit()
    with pytest.raises(StoreError, match=r"tidak pernah dibuat aplikasi ini|rusak"):
        store.restore(backup, replace=True)
    assert rows(store) == before


def test_flipped_bytes_of_a_backup_are_a_sentence_or_the_same_rows(store, tmp_path):
    fill(store)
    before = rows(store)
    backup = tmp_path / "cadangan.sqlite"
    store.back_up(backup)
    whole = backup.read_bytes()
    random = Random(7)
    for _ in range(40):
        damaged = bytearray(whole)
        for _ in range(random.choice([1, 4, 40])):
            damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
        backup.write_bytes(damaged)
        with suppress(StoreError):
            store.restore(backup, replace=True)
        assert set(rows(store)) == set(before)
