"""Files that nobody should be able to hurt the app with, built by code; none lies in the tree."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def cells(*addresses: str, value: str = "1") -> str:
    """Return sheet data with one cell for each address, a row each."""
    rows = "".join(
        f'<row r="{"".join(filter(str.isdigit, a))}"><c r="{a}"><v>{value}</v></c></row>'
        for a in addresses
    )
    return f"<sheetData>{rows}</sheetData>"


def sheet(data: str = "", *, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """Return the XML of one sheet."""
    return f'{head}<worksheet xmlns="{MAIN}">{data}</worksheet>'


def xlsx(
    sheets: Mapping[str, str | bytes],
    *,
    extra: Mapping[str, str | bytes] | None = None,
    targets: Mapping[str, str] | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Return a package with the given sheets (name to XML) and further parts."""
    out = io.BytesIO()
    names = list(sheets)
    with zipfile.ZipFile(out, "w", method) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types"/>',
        )
        package.writestr(
            "_rels/.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        )
        package.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
            + "".join(
                f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1)
            )
            + "</sheets></workbook>",
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{i}" Type="{RELS}/worksheet" '
                f'Target="{(targets or {}).get(n, f"worksheets/sheet{i}.xml")}"/>'
                for i, n in enumerate(names, 1)
            )
            + "</Relationships>",
        )
        for i, data in enumerate(sheets.values(), 1):
            package.writestr(f"xl/worksheets/sheet{i}.xml", data)
        for name, data in (extra or {}).items():
            package.writestr(name, data)
    return out.getvalue()


def ods(content: str, *, manifest: str = "<manifest/>") -> bytes:
    """Return an OpenDocument package with one table."""
    out = io.BytesIO()
    spaces = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"'
        for p in ("office", "table", "text")
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
            f'<office:spreadsheet><table:table table:name="RT">{content}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def ods_row(text: str, *, rows: int = 1, columns: int = 1) -> str:
    """Return a table row with one text cell, repeated."""
    return (
        f'<table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
        f"<text:p>{text}</text:p></table:table-cell></table:table-row>"
    )


def ole(*streams: str) -> bytes:
    """Return bytes that look like an OLE file with the given streams."""
    names = b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams)
    return OLE + bytes(504) + names + bytes(1024)


def bomb() -> bytes:
    """Return a package of 300 KB that inflates to 300 MB."""
    return xlsx({"RT": sheet(f"<sheetData>{' ' * 300_000_000}</sheetData>")})


def lying_header() -> bytes:
    """Return a package whose headers claim that a part of 5 MB has ten bytes."""
    data = bytearray(xlsx({"RT": sheet(f"<!--{'x' * 5_000_000}-->")}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def duplicate_names() -> bytes:
    """Return a package that holds its sheet twice."""
    out = io.BytesIO(xlsx({"RT": sheet(cells("A1"))}))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/worksheets/SHEET1.xml", sheet(cells("XFD1048576")))
    return out.getvalue()


def encrypted_zip() -> bytes:
    """Return a package whose parts say they are encrypted."""
    data = bytearray(xlsx({"RT": sheet(cells("A1"))}))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


def shared_text_bomb() -> bytes:
    """Return a sheet that shows one long shared text in very many cells."""
    text = f'<?xml version="1.0"?><sst xmlns="{MAIN}"><si><t>{"x" * 500_000}</t></si></sst>'
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 50_001))
    links = {"xl/sharedStrings.xml": text}
    return xlsx({"RT": sheet(f"<sheetData>{rows}</sheetData>")}, extra=links)


def utf16_doctype() -> bytes:
    """Return a sheet with a document type, written in UTF-16 to hide it."""
    head = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>'
    return xlsx({"RT": sheet(cells("A1"), head=head).encode("utf-16")})


def deep_entities() -> str:
    """Return a sheet with entities that grow tenfold nine times."""
    entities = '<!ENTITY a0 "x">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)
    )
    head = f'<?xml version="1.0"?><!DOCTYPE w [{entities}]>'
    return sheet('<sheetData><row r="1"><c r="A1"><v>&a9;</v></c></row></sheetData>', head=head)


FAR = cells("A1", "XFD1048576")
PREFIXED_FAR = (
    f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1048576">'
    '<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
)
NO_ADDRESS = "<sheetData><row>" + "<c><v>1</v></c>" * 600 + "</row></sheetData>"

# name -> (builder, code of the finding that refuses it)
REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "BERKAS-KOSONG"),
    "blank": (lambda: b"\xef\xbb\xbf \r\n\t\0\0", "BERKAS-KOSONG"),
    "pdf_named_xlsx": (lambda: b"%PDF-1.7\n1 0 obj", "BERKAS-BUKAN-LEMBAR-KERJA"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "BERKAS-BUKAN-LEMBAR-KERJA"),
    "html_named_xls": (
        lambda: b"<html><table><tr><td>1</td></tr></table></html>",
        "BERKAS-BUKAN-LEMBAR-KERJA",
    ),
    "html_utf16": (lambda: "<html></html>".encode("utf-16"), "BERKAS-BUKAN-LEMBAR-KERJA"),
    "xml_2003": (lambda: b'<?xml version="1.0"?><Workbook/>', "BERKAS-BUKAN-LEMBAR-KERJA"),
    "csv_with_nul": (lambda: b"id;luas\n1;2\0\0\n", "BERKAS-BUKAN-LEMBAR-KERJA"),
    "random": (lambda: bytes(range(256)) * 40, "BERKAS-BUKAN-LEMBAR-KERJA"),
    "ole_encrypted": (lambda: ole("EncryptionInfo", "EncryptedPackage"), "BERKAS-BERSANDI"),
    "ole_word": (lambda: ole("WordDocument"), "BERKAS-BUKAN-LEMBAR-KERJA"),
    "ole_broken_xls": (lambda: ole("Workbook"), "BERKAS-RUSAK"),
    "zip_encrypted": (encrypted_zip, "BERKAS-BERSANDI"),
    "zip_truncated": (lambda: xlsx({"RT": sheet(cells("A1"))})[:-200], "BERKAS-RUSAK"),
    "zip_header_only": (lambda: b"PK\x03\x04" + bytes(40), "BERKAS-RUSAK"),
    "zip_no_workbook": (
        lambda: _zip({"readme.txt": b"x"}), "BERKAS-BUKAN-LEMBAR-KERJA"
    ),
    "docx": (lambda: _zip({"word/document.xml": b"<w/>"}), "BERKAS-BUKAN-LEMBAR-KERJA"),
    "xlsb": (lambda: _zip({"xl/workbook.bin": b"\x83"}), "BERKAS-XLSB"),
    "path_upwards": (
        lambda: xlsx({"RT": sheet()}, extra={"../../etc/passwd": b"x"}), "BERKAS-TIDAK-WAJAR"
    ),
    "path_absolute": (
        lambda: xlsx({"RT": sheet()}, extra={"/etc/passwd": b"x"}), "BERKAS-TIDAK-WAJAR"
    ),
    "duplicate_names": (duplicate_names, "BERKAS-TIDAK-WAJAR"),
    "lying_header": (lying_header, "BERKAS-RUSAK"),
    "bomb": (bomb, "BATAS-TERLAMPAUI"),
    "many_parts": (
        lambda: xlsx({"RT": sheet()}, extra={f"a/{i}.xml": b"<a/>" for i in range(2100)}),
        "BATAS-TERLAMPAUI",
    ),
    "many_sheets": (
        lambda: xlsx({f"Lembar {i}": sheet(cells("A1")) for i in range(1500)}),
        "BATAS-TERLAMPAUI",
    ),
    "far_cell": (lambda: xlsx({"RT": sheet(FAR)}), "BATAS-TERLAMPAUI"),
    "far_row": (lambda: xlsx({"RT": sheet(cells("A1", "A1048576"))}), "BATAS-TERLAMPAUI"),
    "far_column": (lambda: xlsx({"RT": sheet(cells("A1", "XFD1"))}), "BATAS-TERLAMPAUI"),
    "wide_and_long": (lambda: xlsx({"RT": sheet(cells("SR1", "A399999"))}), "BATAS-TERLAMPAUI"),
    "far_prefixed": (lambda: xlsx({"RT": PREFIXED_FAR}), "BATAS-TERLAMPAUI"),
    "far_quotes": (lambda: xlsx({"RT": sheet(FAR.replace('"', "'"))}), "BATAS-TERLAMPAUI"),
    "far_newline": (
        lambda: xlsx({"RT": sheet(FAR.replace("<c ", "<c\n"))}), "BATAS-TERLAMPAUI"
    ),
    "far_attribute_order": (
        lambda: xlsx({"RT": sheet(FAR.replace("<c ", '<c s="0" '))}), "BATAS-TERLAMPAUI"
    ),
    "far_lower_case": (
        lambda: xlsx({"RT": sheet(FAR.replace("XFD", "xfd"))}), "BATAS-TERLAMPAUI"
    ),
    "far_without_address": (lambda: xlsx({"RT": sheet(NO_ADDRESS)}), "BATAS-TERLAMPAUI"),
    "far_in_second_sheet": (
        lambda: xlsx({"RT": sheet(cells("A1")), "Lain": sheet(FAR)}), "BATAS-TERLAMPAUI"
    ),
    "far_in_odd_part": (
        lambda: xlsx(
            {"RT": sheet()},
            targets={"RT": "media/a.png"},
            extra={"xl/media/a.png": sheet(FAR)},
        ),
        "BATAS-TERLAMPAUI",
    ),
    "doctype": (lambda: xlsx({"RT": deep_entities()}), "BERKAS-TIDAK-WAJAR"),
    "doctype_utf16": (utf16_doctype, "BERKAS-TIDAK-WAJAR"),
    "doctype_lower_case": (
        lambda: xlsx({"RT": sheet(head="<!doctype x>")}), "BERKAS-TIDAK-WAJAR"
    ),
    "doctype_elsewhere": (
        lambda: xlsx({"RT": sheet()}, extra={"docProps/core.xml": "<!DOCTYPE x><x/>"}),
        "BERKAS-TIDAK-WAJAR",
    ),
    "odd_encoding": (
        lambda: xlsx({"RT": sheet(head='<?xml version="1.0" encoding="UTF-7"?>')}),
        "BERKAS-TIDAK-WAJAR",
    ),
    "sheet_is_no_xml": (lambda: xlsx({"RT": b"MZ\x90\x00"}), "BERKAS-TIDAK-WAJAR"),
    "long_text": (
        lambda: xlsx({"RT": sheet(f"<sheetData>{'x1y2' * 400_000}</sheetData>")}, method=0),
        "BATAS-TERLAMPAUI",
    ),
    "shared_text_bomb": (shared_text_bomb, "BATAS-TERLAMPAUI"),
    "ods_rows": (lambda: ods(ods_row("x", rows=1_000_000)), "BATAS-TERLAMPAUI"),
    "ods_columns": (lambda: ods(ods_row("x", columns=16_000)), "BATAS-TERLAMPAUI"),
    "ods_beyond": (lambda: ods(ods_row("x", rows=4_000_000_000)), "BERKAS-TIDAK-WAJAR"),
    "ods_spaces": (
        lambda: ods(ods_row('<text:s text:c="999999999"/>')), "BERKAS-TIDAK-WAJAR"
    ),
    "ods_encrypted": (
        lambda: ods("", manifest="<manifest><encryption-data/></manifest>"), "BERKAS-BERSANDI"
    ),
    "ods_truncated_xml": (lambda: _cut_ods(), "BERKAS-RUSAK"),
    "csv_wide": (lambda: b";".join(b"a" for _ in range(700)), "BATAS-TERLAMPAUI"),
    "csv_long": (lambda: b"1;2\n" * 400_001, "BATAS-TERLAMPAUI"),
    "csv_open_quote": (lambda: b'a;b\n"' + b"x" * 200_000, "BERKAS-RUSAK"),
    "too_large": (lambda: b"1;2\n" * 5_000_001, "BATAS-TERLAMPAUI"),
}  # fmt: skip

# name -> builder of an unusual file that reads fine
READ: Mapping[str, Callable[[], bytes]] = {
    "prefixed": lambda: xlsx(
        {"RT": PREFIXED_FAR.replace("XFD1048576", "B2").replace("1048576", "2")}
    ),
    "far_dimension": lambda: xlsx(
        {"RT": sheet('<dimension ref="A1:XFD1048576"/>' + cells("A1", "B2"))}
    ),
    "formula_like_text": lambda: b"id_rt;kegiatan\n1;=cmd|' /C calc'!A0\n",
    "macros": lambda: xlsx(
        {"RT": sheet(cells("A1", "B2"))}, extra={"xl/vbaProject.bin": b"\xcc" * 99}
    ),
    "picture": lambda: xlsx({"RT": sheet(cells("A1"))}, extra={"xl/media/a.png": b"\x89PNG" * 99}),
    "comment_between": lambda: xlsx({"RT": sheet("<!-- <c r= -->" + cells("A1"))}),
    "one_cell": lambda: b"x",
}


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def _cut_ods() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", ODS)
        package.writestr("content.xml", "<office:document-content><table")
    return out.getvalue()


def _table(place: str, text: str) -> bytes:
    """Return a table of two rows with a text at one of its places."""
    texts = {"heading": "keterangan", "label": "Jumlah", "cell": "x", "week": "minggu 1"}
    texts[place] = text
    return (
        f'"Kegiatan","{texts["heading"]}","{texts["week"]}","minggu 2","minggu 3","minggu 4"\n'
        f'"A","{texts["cell"]}",1,2,3,4\n"{texts["label"]}","",1,2,3,4\n'
    ).encode()


LONG = 32_000  # characters in one cell; Excel allows 32.767
# name -> builder of a small file that patterns which backtrack never get through
POISONED: Mapping[str, Callable[[], bytes]] = {
    **{
        f"{place} of {name}": (
            lambda text=text, place=place: _table(place, text)
        )
        for place in ("heading", "cell", "label", "week")
        for name, text in {
            "openings": "(" * LONG,
            "brackets": "[(" * (LONG // 2),
            "blanks and total": "-" * LONG + "total",
            "dashes after total": "total " + "-" * LONG + "x",
            "blanks": "\u00a0" * LONG + "x",
            "week": "m" + " " * LONG + "x",
            "weeks": "minggu ke " * (LONG // 10),
            "digits and ha": "7" * LONG + "ha",
            "dotted digits": "7." * (LONG // 2) + "%",
            "code": "a" * LONG + " 1a",
            "quarter": "tw" + " " * LONG + "x",
            "quarters": "q i " * (LONG // 4),
            "month": "januari" + "-" * LONG + "x",
            "criterion": "kriteria 1" + " " * LONG + "x",
            "choice": "pilih" + " " * LONG + "\n",
            "commas": "1" + "," * LONG + "x",
            "slashes": "1/" * (LONG // 2),
            "places": "kota " * (LONG // 5),
        }.items()
    },
    "row drawn out": lambda: xlsx(
        {"RT": sheet(f'<sheetData><row hidden="1"{" " * 200_000}x="1">{CELL}</row></sheetData>')}
    ),
    "rows never closed": lambda: xlsx(
        {"RT": sheet('<sheetData hidden="1">' + "<row " * 150_000 + "</sheetData>")}
    ),
    "error drawn out": lambda: xlsx(
        {"RT": sheet('<sheetData><row r="1"><c r="A1"' + ' t="e"' * 40_000 + "<v>x</v></c></row>"
                     "</sheetData>")}
    ),
    "formula drawn out": lambda: xlsx(
        {"RT": sheet('<sheetData><row r="1"><c r="A1" t="e">' + "<f" * 100_000 + "</c></row>"
                     "</sheetData>")}
    ),
}  # fmt: skip
CELL = '<c r="A1"><v>1</v></c>'
