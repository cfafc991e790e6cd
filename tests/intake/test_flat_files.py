"""Workbooks in one text: XML Spreadsheet 2003, flat OpenDocument, a web page with its parts."""

from __future__ import annotations

import base64
from datetime import datetime

import pytest

from kotaku.evaluation import evaluate
from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset

XML_2003 = b"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="Rekap"><Table>
  <Row><Cell><Data ss:Type="String">Kab/Kota</Data></Cell>
   <Cell><Data ss:Type="String">Kelurahan</Data></Cell>
   <Cell><Data ss:Type="String">Luas Kumuh (Ha)</Data></Cell>
   <Cell><Data ss:Type="String">Pengurangan 2019 (Ha)</Data></Cell></Row>
  <Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">Kota Kupang</Data></Cell>
   <Cell><Data ss:Type="String">Alak &amp; Namosain</Data>
    <Comment><ss:Data>luas sementara</ss:Data></Comment></Cell>
   <Cell><Data ss:Type="Number">12.5</Data></Cell>
   <Cell><Data ss:Type="Number">2</Data></Cell></Row>
  <Row><Cell ss:Index="2"><Data ss:Type="String">Oesapa</Data></Cell>
   <Cell><Data ss:Type="Number">7.5</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="Lain"><Table><Row>
  <Cell><Data ss:Type="DateTime">2022-11-30T00:00:00.000</Data></Cell>
  <Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table></Worksheet></Workbook>"""

_CELL = (
    '<table:table-cell office:value-type="{kind}"{more}>'
    "<text:p>{text}</text:p>{after}</table:table-cell>"
)
_SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def cell(value: object, more: str = "", after: str = "") -> str:
    """Return a cell of flat OpenDocument."""
    if isinstance(value, float):
        shown = str(value).replace(".", ",")
        return _CELL.format(
            kind="float", more=f' office:value="{value}"{more}', text=shown, after=after
        )
    return _CELL.format(kind="string", more=more, text=value, after=after)


def fods(rows: str, more: str = "") -> bytes:
    """Return a flat OpenDocument of one sheet."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{_SPACES} '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>'
        f'<office:spreadsheet><table:table table:name="Rekap">{rows}</table:table>{more}'
        "</office:spreadsheet></office:body></office:document>"
    ).encode()


def row(*cells: str, more: str = "") -> str:
    """Return a row of flat OpenDocument."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def test_xml_2003_gives_its_cells_where_they_stand() -> None:
    first, other = open_workbook("rekap.xls", XML_2003).sheets
    assert (first.name, other.name) == ("Rekap", "Lain")
    assert first.row(3) == ["Kota Kupang", "Alak & Namosain", 12.5, 2.0]
    assert first.row(4) == [None, "Oesapa", 7.5, 1.0]
    assert first.marks.merged == ("A3:A4",)
    assert other.row(1) == [datetime(2022, 11, 30), True]


def test_xml_2003_gives_its_hectares() -> None:
    account = evaluate(build_dataset([("rekap.xls", XML_2003)])).akun_luas
    whole = account[account["kab_kota"] == ""].iloc[-1]
    assert (whole["luas_awal_ha"], whole["sisa_ha"]) == (20.0, 17.0)


def test_flat_opendocument_repeats_cells_and_keeps_remarks_apart() -> None:
    remark = "<office:annotation><text:p>periksa</text:p></office:annotation>"
    rows = (
        row(cell("Kab/Kota"), cell("Luas (Ha)"), "<table:table-cell/>", cell("Ket", after=remark))
        + row(cell("Kota Kupang"), cell(2.5, ' table:number-columns-repeated="2"'),
              more=' table:number-rows-repeated="2"')
        + row('<table:table-cell table:number-columns-repeated="16384"/>',
              more=' table:number-rows-repeated="1048573"')
    )  # fmt: skip
    (sheet,) = open_workbook("rekap.fods", fods(rows)).sheets
    assert sheet.rows() == [
        ["Kab/Kota", "Luas (Ha)", None, "Ket"],
        ["Kota Kupang", 2.5, 2.5, None],
        ["Kota Kupang", 2.5, 2.5, None],
    ]


def test_covered_cells_of_flat_opendocument_move_nothing() -> None:
    span = ' table:number-columns-spanned="2" table:number-rows-spanned="1"'
    rows = row(cell("Luas", span), "<table:covered-table-cell/>", cell("Sisa"))
    (sheet,) = open_workbook("rekap.fods", fods(rows)).sheets
    assert sheet.row(1) == ["Luas", None, "Sisa"]
    assert sheet.marks.merged == ("A1:B1",)


PAGE = (
    b"<html><table><tr><td>Kab/Kota<td>Kelurahan<td>Luas Kumuh (Ha)<td>Pengurangan 2019 (Ha)"
    b"<tr><td>Kota Kupang<td>Alak<td>20<td>3</table></html>"
)


def archive(*parts: tuple[str, bytes]) -> bytes:
    """Return a web page with its parts, as Excel saves it."""
    lines = [b"MIME-Version: 1.0", b'Content-Type: multipart/related; boundary="----=_X"', b""]
    for kind, body in parts:
        lines += [b"------=_X", f"Content-Type: {kind}".encode(),
                  b"Content-Transfer-Encoding: base64", b"", base64.encodebytes(body)]  # fmt: skip
    return b"\r\n".join([*lines, b"------=_X--", b""])


def test_a_web_page_with_its_parts_gives_the_sheets_by_their_names() -> None:
    front = b"<html><x:ExcelWorksheet><x:Name>Rekap 2019</x:Name></x:ExcelWorksheet></html>"
    data = archive(("text/html", front), ("image/png", b"\x89PNG"), ("text/html", PAGE))
    (sheet,) = open_workbook("rekap.xls", data).sheets
    assert sheet.name == "Rekap 2019"
    account = evaluate(build_dataset([("rekap.xls", data)])).akun_luas
    assert account[account["kab_kota"] == ""]["sisa_ha"].iloc[-1] == 17.0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (XML_2003.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1), "BERKAS-TIDAK-WAJAR"),
        (XML_2003[:-20], "BERKAS-RUSAK"),
        (fods(row(cell("x"), more=' table:number-rows-repeated="1048576"')), "BATAS-TERLAMPAUI"),
        (fods(row(cell("x", ' table:number-columns-repeated="999999"'))), "BATAS-TERLAMPAUI"),
        (XML_2003.replace(b'ss:Index="3"', b'ss:Index="9999999"'), "BATAS-TERLAMPAUI"),
        (fods("", '<table:table table:name="b"/>' * 400), "BATAS-TERLAMPAUI"),
        (archive(("text/html", b"<html>tidak ada tabel</html>")), "BERKAS-BUKAN-LEMBAR-KERJA"),
    ],
    ids=["dtd", "terpotong", "baris", "kolom", "indeks", "lembar", "tanpa-tabel"],
)  # fmt: skip
def test_what_is_hostile_or_broken_is_told(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as told:
        open_workbook("rekap.xls", data)
    assert told.value.code == code
