"""A table that the schema reports says the same on slide, in the workbook and in the minutes."""

from io import BytesIO

import docx
import openpyxl
import pandas as pd
import pptx
import pytest

from kotaku.evaluation import evaluate
from kotaku.output.exports import EXPORTS
from kotaku.view import View
from kotaku.view.reported import all_reported
from tests.tables import dataset

EVIL = '=HYPERLINK("http://jahat.example")'


@pytest.fixture(scope="module")
def report():
    data = dataset(
        profil=[{"kunci": "tanggal_data", "nilai": "31 Juli 2022"}],
        mutu=[
            {"paket": "Jalan A", "hasil": "sesuai", "kab_kota": "Ende"},
            {"paket": EVIL, "hasil": "tidak", "kab_kota": "Ende", "cacat": "retak",
             "batas_perbaikan": pd.Timestamp("2022-07-01")},
        ],
        hijau=[
            {"jenis_kegiatan": "rth", "luas_ha": 1.25, "status": "realisasi"},
            {"jenis_kegiatan": "vegetasi", "jumlah": 1200, "satuan": "pohon", "status": "rencana"},
        ],
    )  # fmt: skip
    return View(data, evaluate(data))


@pytest.fixture(scope="module")
def answers(report):
    found = [*all_reported(report.dataset, report.achievement.as_of)]
    assert [one.table for one in found] == ["mutu", "hijau"]
    return {one.title: one.answered.answer for one in found}


def exported(report, ending):
    (export,) = [e for e in EXPORTS.values() if e.name.endswith(ending)]
    return BytesIO(export.build(report))


def plain(text):
    """Return text without what only keeps a line from breaking."""
    return " ".join(text.replace("\N{WORD JOINER}", "").split())


def test_each_has_a_slide_with_its_answer_and_rows(report, answers):
    slides = pptx.Presentation(exported(report, ".pptx")).slides
    texts = [
        "\n".join(
            [s.text_frame.text for s in slide.shapes if s.has_text_frame]
            + [c.text for s in slide.shapes if s.has_table for r in s.table.rows for c in r.cells]
        )
        for slide in slides
    ]
    for title, answer in answers.items():
        (own,) = [t for t in map(plain, texts) if title in t and answer in t]
        assert "retak" in own or "1.200,00" in own or "1.200" in own


def test_each_has_a_sheet_with_its_answer_and_every_row_typed(report, answers):
    book = openpyxl.load_workbook(exported(report, ".xlsx"))
    for title, answer in answers.items():
        sheet = book[title[:31]]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert answer in [cell.value for cell in cells]
        assert not [cell for cell in cells if cell.data_type == "f"]
    values = [cell.value for row in book["Mutu"].iter_rows() for cell in row]
    assert EVIL in values
    assert "Belum diperbaiki, lewat 30 hari" in values
    hectares = [c.value for row in book["Kawasan hijau dan pengetahuan"].iter_rows() for c in row]
    assert 1.25 in hectares


def test_the_minutes_carry_their_answers(report, answers):
    document = docx.Document(exported(report, ".docx"))
    text = plain("\n".join(paragraph.text for paragraph in document.paragraphs))
    for answer in answers.values():
        assert answer in text
