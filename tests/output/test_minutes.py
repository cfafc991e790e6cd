"""The minutes as Word and as PDF: tables to read, rows to fill in, no text that does anything."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from docx import Document
from fontTools.ttLib import TTFont

from kotaku.output import minutes_content
from kotaku.output.blocks import BlockTable, Heading, Signatures
from kotaku.output.minutes import document
from kotaku.output.minutes_content import BLANK_ROWS, OPEN_ROWS, RTL_HEADINGS, minutes
from kotaku.output.pdf import FONT, STYLES, _Page, pdf
from kotaku.view import View


def tables(report):
    """Return the first table under each heading of a first column."""
    found = Document(BytesIO(document(report))).tables
    return {t.cell(0, 0).text: t for t in reversed(found)}


def texts(doc):
    return [p.text.replace("\N{NO-BREAK SPACE}", " ") for p in doc.paragraphs]


def test_answer_and_one_row_for_each_kab_kota(ntt):
    doc = Document(BytesIO(document(ntt)))
    assert doc.paragraphs[0].text == "Notulen rapat koordinasi"
    said = "153,50 ha (75,83 %) terealisasi per 4 Agustus 2019; 189,29 ha (93,51 %) bila simulasi"
    assert any(t.startswith(said) for t in texts(doc))
    grid = tables(ntt)["Kab/kota"]
    assert len(grid.rows) == 1 + 9
    row = next(r for r in grid.rows if r.cells[0].text == "Kota Kupang")
    assert [c.text for c in row.cells[1:6]] == ["44,84", "29,82", "8,88", "15,02", "66,50"]
    assert "sesuai" in row.cells[7].text  # behind a plan that we drew, within the contract


def test_decisions_have_room_for_the_meeting_s_answer(ntb):
    grid = tables(ntb)["No."]
    assert [c.text for c in grid.rows[0].cells] == [
        "No.",
        "Hal",
        "Jenis",
        "Keputusan rapat",
    ]
    assert len(grid.rows) == 1 + len(ntb.decisions)
    assert {r.cells[3].text for r in grid.rows[1:]} == {""}
    assert {r.cells[2].text for r in grid.rows[1:]} == {"Keputusan", "Terlambat"}


def test_follow_ups_are_listed_or_left_to_fill_in(ntt):
    empty = tables(replace(ntt, rtl=ntt.follow_ups.head(0)))["Kab/kota (klaster)"]
    assert tuple(c.text for c in empty.rows[0].cells) == RTL_HEADINGS
    assert len(empty.rows) == 1 + BLANK_ROWS
    agreed = pd.DataFrame(
        {
            "kab_kota": ["Kota Kupang"],
            "klaster": ["1"],
            "masalah": ["Termin tertahan"],
            "tindakan": ["Bersurat"],
            "tautan": ["Sisa kumuh 6,14 ha"],
            "pic": ["Askot"],
            "batas_waktu": [pd.Timestamp("2019-09-01")],
            "status": ["berjalan"],
        }
    )
    grid = tables(View(ntt.dataset, ntt.evaluation, rtl=agreed))[RTL_HEADINGS[0]]
    assert len(grid.rows) == 1 + 1 + OPEN_ROWS
    assert [c.text for c in grid.rows[1].cells] == [
        "Kota Kupang (1)",
        "Termin tertahan",
        "Bersurat",
        "Sisa kumuh 6,14 ha",
        "Askot",
        "1 September 2019",
        "Berjalan",
    ]


def test_signatures_name_functions_and_nobody(ntt):
    (block,) = [b for b in minutes(ntt) if isinstance(b, Signatures)]
    assert block.roles == minutes_content.ROLES
    grid = Document(BytesIO(document(ntt))).tables[-1]
    assert {c.text.strip("(.)") for c in grid.rows[1].cells} == {""}


def test_claims_stand_in_the_minutes_only_when_they_differ(ntt, ntb):
    def named(report):
        return [b.text for b in minutes(report) if isinstance(b, Heading)]

    assert "Angka laporan yang tidak cocok" not in named(ntt)
    assert "Angka laporan yang tidak cocok" in named(ntb)


def test_every_row_of_a_table_has_a_cell_under_each_heading(ntb, hostile, nothing):
    for report in (ntb, hostile, nothing):
        for block in minutes(report):
            if isinstance(block, BlockTable):
                widths = {len(block.headings), len(block.widths), *map(len, block.rows)}
                assert len(widths) == 1


def test_hostile_text_is_plain_text_in_word(hostile):
    doc = Document(BytesIO(document(hostile)))
    cells = [c.text for t in doc.tables for r in t.rows for c in r.cells]
    assert any("=HYPERLINK(" in text for text in cells)
    assert any("<script>" in text for text in cells)
    assert max(map(len, cells)) < 1000
    assert not [r for r in doc.part.rels.values() if r.is_external]


def test_no_name_or_sentence_is_cut_in_the_minutes(long_named):
    doc = Document(BytesIO(document(long_named)))
    told = [p.text for p in doc.paragraphs]
    told += [c.text for t in doc.tables for r in t.rows for c in r.cells]
    assert not [text for text in told if re.search(r"[^ ]\u2026", text)]
    kendala = long_named.evaluation.jadwal.activities["kendala"].dropna()
    long = [text for text in kendala if len(text) > 150]
    assert long
    assert any(text in cell for text in long for cell in told)


def test_a_foot_longer_than_the_page_goes_on_in_the_next_line():
    page = _Page("Sumber: " + "berkas_tim_yang_bernama_panjang_sekali.xlsx, " * 12)
    assert len(page.foot) > 2
    page.set_font(FONT, size=8)
    assert max(page.get_string_width(line) for line in page.foot) <= page.epw
    assert page.b_margin > 20
    page.add_page()
    page.output()


def test_pdf_is_one(ntt, ntb, hostile, nothing, long_named):
    for report in (ntt, ntb, hostile, nothing, long_named):
        content = pdf(report)
        assert content.startswith(b"%PDF-")
        assert b"/Lang (id-ID)" in content
        assert b"/URI" not in content
        assert b"/JavaScript" not in content


@pytest.mark.parametrize("name", list(STYLES.values()))
def test_the_font_has_every_sign_that_figures_use(name):
    path = minutes_content.__file__.replace("minutes_content.py", f"fonts/{name}")
    with TTFont(path) as font:
        known = font.getBestCmap()
    assert not [sign for sign in "−–≥≤÷×→·Σ•“”…\N{NO-BREAK SPACE}" if ord(sign) not in known]


def test_pdf_says_what_word_says(ntb, tmp_path):
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext tidak terpasang: teks PDF tidak dibaca kembali")
    path = tmp_path / "notulen.pdf"
    path.write_bytes(pdf(ntb))
    done = subprocess.run([reader, "-layout", path, "-"], check=True, capture_output=True)
    text = " ".join(done.stdout.decode("utf-8").replace("\N{NO-BREAK SPACE}", " ").split())
    assert ntb.answer in text
    assert "−0,79 pp" in text
    assert "Daftar tindak lanjut (RTL)" in text
    assert text.count("ILUSTRASI: hanya jumlah provinsi yang terbit") >= 2


def test_the_agreed_snapshot_stands_on_the_source_line(ntt):
    agreed = replace(ntt, potret="Potret akhir, 10 Agustus 2019 pukul 12.00 (abc)")
    assert "disepakati: Potret akhir, 10 Agustus 2019 pukul 12.00 (abc)" in agreed.source
    assert "disepakati" not in ntt.source
