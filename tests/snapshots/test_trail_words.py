"""The trail in words: who, when, what, before and after, and not one brace."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from kotaku.output import trail_book
from kotaku.snapshots import kinds, readable
from kotaku.store import FollowUp, Store

AT = datetime(2022, 12, 14, 1, 30, tzinfo=UTC)
EVIL = '=HYPERLINK("http://jahat.example")'


@pytest.fixture
def store(tmp_path):
    opened = Store.in_folder(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def rows(store):
    writer = store.writer("presenter", "Penyaji")
    agenda = ["", "Kota Bima"]
    opened = writer.open_rakor("Rakor akhir", dataset="d", agenda=agenda, seconds=600, at=AT)
    writer.go_to(opened.id, 1, at=AT)
    writer.set_seconds(opened.id, 450, at=AT)
    due = date(2022, 12, 30)
    made = writer.add_follow_up(
        opened.id, FollowUp("Kota Bima", "lahan", "rapat lahan", "PPK", "K1", due), at=AT
    )
    writer.change_follow_up(made, status="selesai", at=AT)
    writer.add_note(opened.id, "Kota Bima", EVIL, at=AT)
    writer.save_decision("jatah", {"Kota Bima": 600}, at=AT)
    frozen = writer.freeze("d", "Potret akhir", {"sisa": 1}, rules_version="1", at=AT)
    writer.agree(frozen, at=AT)
    return readable(store.trail(), names={opened.id: "Rakor akhir"})


def told(rows, action):
    row = rows[rows["tindakan"] == action].iloc[0]
    return row["objek"], row["sebelum"], row["sesudah"]


def test_newest_first_with_name_and_role(rows):
    assert list(rows["nomor"]) == sorted(rows["nomor"], reverse=True)
    assert set(rows["oleh"]) == {"Penyaji"}
    assert set(rows["peran"]) == {"penyaji"}
    assert set(rows["jenis"]) <= set(kinds())


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("Giliran berganti", ("Rakor akhir", "giliran: provinsi", "giliran: Kota Bima")),
        (
            "Lama giliran diubah",
            ("Rakor akhir", "lama giliran: 10 menit", "lama giliran: 7,5 menit"),
        ),
        ("Potret disepakati", ("Potret akhir", "belum disepakati", "disepakati, terkunci")),
    ],
)
def test_before_and_after(rows, action, words):
    assert told(rows, action) == words


def test_of_a_follow_up_only_what_changed(rows):
    name, before, after = told(rows, "RTL diubah")
    assert name == "rapat lahan"
    assert before.startswith("status: ")
    assert after == "status: Selesai"
    assert "batas waktu: 30 Desember 2022" in told(rows, "RTL ditambah")[2]


def test_nobody_reads_json(rows):
    text = "".join(rows[["objek", "sebelum", "sesudah"]].sum())
    assert not set('{}[]"') & set(text.replace(EVIL, ""))


def test_an_action_without_words_keeps_its_name(store, rows):
    trail = store.trail().assign(tindakan="sesuatu_yang_baru", sesudah='{"a": {"b": [1.5, true]}}')
    found = readable(trail)
    assert set(found["tindakan"]) == {"sesuatu yang baru"}
    assert set(found["jenis"]) == {"Lain-lain"}
    assert "b 1,50, ya" in found["sesudah"].iloc[0]


def test_no_trail_is_no_row():
    store_columns = ["nomor", "waktu", "oleh", "peran", "kab_kota", "tindakan", "objek"]
    empty = pd.DataFrame(columns=[*store_columns, "sebelum", "sesudah"])
    assert readable(empty).empty


def test_the_workbook_holds_text_and_no_formula(rows):
    book = openpyxl.load_workbook(BytesIO(trail_book.workbook(rows)))
    cells = [cell for row in book["Jejak"].iter_rows() for cell in row]
    assert EVIL in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_the_text_file_begins_no_formula(rows):
    lines = trail_book.text(rows).decode("utf-8-sig").splitlines()
    assert len(lines) == len(rows) + 1
    fields = [field.strip('"') for line in lines for field in line.split(";")]
    assert not [field for field in fields if field.startswith(trail_book.RISKY)]
    assert any(field.startswith("'=HYPERLINK") for field in fields)
