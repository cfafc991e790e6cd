"""An open question travels to every page, an answer is kept for its layout and taken back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kotaku.dataset import Choice, Dataset, Question, Unproven
from kotaku.intake.files.kept import Answer, answer_to_keep
from kotaku.intake.looking import Looked
from kotaku.snapshots.trail_words import readable
from kotaku.store import Store
from pages.ui.bar import library
from tests.pages.conftest import text

KODE = "SATUAN-0a1b2c"
M2 = Choice("m2", "meter persegi", "0,0012 ha")
HA = Choice("ha", "hektare", "12,00 ha")
QUESTION = Question(
    KODE, "luas_kumuh", "a.csv", "a", "C1", "Apa satuan kolom “Luas”?", (HA, M2)
)  # fmt: skip
TABLE = "Kabupaten;Kelurahan;Luas SK (ha)\nEnde;Paupire;5\nEnde;Onekore;7\n"
AT = datetime(2026, 1, 1, tzinfo=UTC)
build = library.understood


def asking(*args: Any, answers: Mapping[str, str], **kwargs: Any) -> tuple[Dataset, Looked | None]:
    """Read as ever, but leave the unit of the hectares open."""
    dataset, look = build(*args, answers=answers, **kwargs)
    return _asked(dataset, answers), look


def _asked(dataset: Dataset, answers: Mapping[str, str]) -> Dataset:
    if KODE not in answers:
        return replace(dataset, questions=(QUESTION,))
    places = dataset.table("lokasi")
    factor = 1e-4 if answers[KODE] == "m2" else 1
    scaled = places.assign(luas_sk_ha=places["luas_sk_ha"] * factor)
    return replace(dataset, tables={**dataset.tables, "lokasi": scaled}, answered=(KODE,))


@pytest.fixture
def table(tmp_path: Path, stored: Callable[[Path], str], monkeypatch) -> str:
    monkeypatch.setattr(library, "understood", asking)
    path = tmp_path / "a.csv"
    path.write_text(TABLE)
    return stored(path)


def press(app, label: str, data: str):
    """Press a button; AppTest forgets page and data set after each run."""
    next(b for b in app.button if b.label == label).click()
    app.switch_page("pages/unggah_data.py")
    app.session_state["data"] = data
    app.run()
    assert not app.exception
    return app


def test_an_open_question_stands_on_every_page_that_depends_on_it(open_page, table):
    for page in ("ringkasan", "pengurangan_kumuh", "peta", "laporan", "simulasi_dan_strategi"):
        assert "Belum pasti] Apa satuan kolom “Luas”?" in text(open_page(page, table)), page
    for page in ("dana", "kesiapan_audit", "master_schedule", "mulai"):
        assert "Apa satuan kolom" not in text(open_page(page, table)), page


def test_no_headline_stands_plain_while_a_question_about_it_is_open(folder, open_page, table):
    shown = [metric.label for metric in open_page("ringkasan", table).metric]
    assert [label.endswith(" :orange-badge[belum pasti]") for label in shown] == [True] * 3
    hand = Store.in_folder(folder).writer("presenter", "Uji")
    hand.save_answers({KODE: answer_to_keep(Answer("ha"))}, at=AT)
    app = open_page("ringkasan", table)
    assert "belum pasti" not in f"{text(app)} {[m.label for m in app.metric]}".lower()


def test_an_answer_is_in_force_at_once_and_one_click_takes_it_back(
    folder, open_page, table, at_the_computer
):
    app = open_page("unggah_data", table)
    shown = [b.label for b in app.button if "→" in b.label]
    assert shown == ["hektare → 12,00 ha", "meter persegi → 0,0012 ha"]
    assert "orange-badge[Belum lengkap]" in text(app)
    press(app, "meter persegi → 0,0012 ha", table)
    (kept,) = Store.in_folder(folder).answers().values()
    assert kept == {"jawaban": "m2", "kata": "meter persegi", "tanya": QUESTION.pesan}
    assert "green-badge[Lengkap]" in text(app)
    assert [b.label for b in app.button if "→" in b.label] == []
    assert "1 jawaban berlaku" in text(app)
    assert open_page("ringkasan", table).metric[0].value == "0,00 ha"
    press(app, "Kembali", table)
    assert Store.in_folder(folder).answers() == {}
    assert [b.label for b in app.button if "→" in b.label] == shown


def test_each_answer_in_force_can_be_withdrawn(folder, open_page, table, at_the_computer):
    hand = Store.in_folder(folder).writer("presenter", "Uji")
    hand.save_answers({KODE: answer_to_keep(Answer("ha", "hektare", "Satuan?"))}, at=AT)
    app = open_page("unggah_data", table)
    assert "Satuan? **hektare**" in text(app)
    press(app, "Tarik kembali", table)
    assert Store.in_folder(folder).answers() == {}


def test_who_only_reads_sees_the_answers_and_gives_none(open_page, table):
    app = open_page("unggah_data", table)
    assert "hektare → 12,00 ha" in text(app)
    assert [b for b in app.button if "→" in b.label] == []


def test_the_trail_tells_an_answer_in_words(folder):
    store = Store.in_folder(folder)
    hand = store.writer("presenter", "Uji")
    hand.save_answers({KODE: answer_to_keep(Answer("m2", "meter persegi", "Satuan?"))}, at=AT)
    (told,) = readable(store.trail()).to_dict("records")
    assert told["tindakan"] == "Bacaan berkas ditetapkan"
    assert told["sesudah"] == "jawaban: meter persegi; pertanyaan: Satuan?"


def test_a_proof_that_fails_holds_the_headline_until_somebody_looked(open_page, table, monkeypatch):
    failed = Unproven("luas_kumuh", "a.csv", "a", "baris 4 TOTAL: 24,00 ha, tepat 2×")

    def unproven(*args: Any, **kwargs: Any) -> tuple[Dataset, Looked | None]:
        dataset, look = build(*args, **kwargs)
        return replace(dataset, unproven=(failed,)), look

    monkeypatch.setattr(library, "understood", unproven)
    app = open_page("ringkasan", table)
    assert "Belum diperiksa] Lembar “a”: baris 4 TOTAL" in text(app)
    assert all(metric.label.endswith("badge[belum diperiksa]") for metric in app.metric)
    assert "Belum diperiksa" not in text(open_page("dana", table))


def test_an_upload_is_hatched_until_somebody_finds_its_layout_right(
    open_page, stored, tmp_path, at_the_computer
):
    first, next_year = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(TABLE)
    next_year.write_text(TABLE.replace(";7", ";8"))
    data = stored(first)
    said = "Belum diperiksa] Bacaan 1 lembar belum disetujui siapa pun."
    assert said in text(open_page("ringkasan", data))
    assert said not in text(open_page("dana", data))
    assert "Belum diperiksa" not in text(open_page("ringkasan", "Contoh NTT 2019"))
    app = press(open_page("unggah_data", data), "Benar, pakai", data)
    assert "Benar, pakai" not in [button.label for button in app.button]
    for file in (data, stored(next_year)):
        assert "Belum diperiksa" not in text(open_page("ringkasan", file))
    press(app, "Kembali", data)
    assert said in text(open_page("ringkasan", data))
