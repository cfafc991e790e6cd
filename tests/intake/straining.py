"""Small files that ask for much: millions of elements, merges, names without end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from tests.intake.hostile import MAIN, cells, ods, sheet, xlsx


def column(number: int) -> str:
    """Return the letters of a column, the first being 0."""
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def elements() -> bytes:
    """Rows of elements that no sheet has, odd enough to be compressed a hundredfold only."""
    random = Random(3)
    body = "".join(
        f'<row r="{i}" x{random.randrange(9)}="1"><c r="A{i}" s="{random.randrange(9)}"/>'
        + "<y/><z/>" * 4 + f'<w a="{random.randrange(99)}"/>' + "<w/>" * 12 + "</row>"
        for i in range(1, 150_000)
    )  # fmt: skip
    return xlsx({"RT": sheet(f"<sheetData>{body}</sheetData>")})


def merges(count: int, ref: Callable[[Random], str]) -> bytes:
    """A table with so many merged ranges over it."""
    random = Random(5)
    rows = "".join(
        f'<row r="{i}">'
        + "".join(f'<c r="{column(c)}{i}" t="str"><v>kota {i}</v></c>' for c in range(20))
        + "</row>"
        for i in range(1, 1000)
    )
    ranges = "".join(f'<mergeCell ref="{ref(random)}"/>' for _ in range(count))
    data = f"<sheetData>{rows}</sheetData><mergeCells>{ranges}</mergeCells>"
    return xlsx({"RT": sheet(data)})


def overlapping(random: Random) -> str:
    """Return a range anywhere over the table."""
    left, top = random.randrange(15), random.randrange(1, 900)
    right, bottom = column(left + random.randrange(1, 300)), top + random.randrange(1, 3000)
    return f"{column(left)}{top}:{right}{bottom}"


def errors(count: int) -> bytes:
    """Hidden rows, each with an error cell."""
    rows = "".join(
        f'<row r="{i}" hidden="1"><c r="A{i}" t="e"><v>#REF!</v></c></row>' for i in range(1, count)
    )
    return xlsx({"RT": sheet(f"<sheetData>{rows}</sheetData>")})


def rows(head: str, row: Callable[[int], str], count: int) -> bytes:
    """A text table with a heading and so many rows."""
    return "\n".join([head, *map(row, range(count))]).encode()


def sheets(count: int) -> bytes:
    """So many sheets of numbers without a meaning."""
    body = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{column(c)}{r}"><v>{r * c % 97}</v></c>' for c in range(20))
        + "</row>"
        for r in range(1, 100)
    )
    one = sheet(f"<sheetData>{body}</sheetData>")
    return xlsx({f"L{i}": one for i in range(count)})


STRAINING: Mapping[str, Callable[[], bytes]] = {
    "elements of no sheet": elements,
    "cells without an address": lambda: xlsx(
        {"RT": sheet(f"<sheetData>{('<row>' + '<c/>' * 300 + '</row>') * 50_000}</sheetData>")}
    ),
    "elements compressed": lambda: xlsx({"RT": sheet("<a/>" * 15_000_000)}),
    "rows without an address": lambda: xlsx(
        {"RT": sheet(f"<sheetData>{'<row/>' * 390_000}</sheetData>")}
    ),
    "elements within elements": lambda: xlsx(
        {"RT": sheet("<a>" * 500_000 + "</a>" * 500_000)}
    ),
    "merges over one another": lambda: merges(20_000, overlapping),
    "one merge again and again": lambda: merges(60_000, lambda _: "A1:SR900"),
    "hidden rows of errors": lambda: errors(200_000),
    "attributes": lambda: xlsx(
        {"RT": sheet("<sheetData" + "".join(f' a{i}="1"' for i in range(60_000)) + "/>")}
    ),
    "texts that no cell shows": lambda: xlsx(
        {"RT": sheet(cells("A1"))},
        extra={"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"<si/>" * 3_000_000}</sst>'},
    ),
    "styles that no cell has": lambda: xlsx(
        {"RT": sheet(cells("A1"))},
        extra={"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{"<xf/>" * 3_000_000}</styleSheet>'},
    ),
    "a list of sheets without end": lambda: xlsx(
        {"RT": sheet(cells("A1"))}, extra={"xl/_rels/other.rels": f"<a>{'<b/>' * 2_000_000}</a>"}
    ),
    "sheets of numbers": lambda: sheets(150),
    "ods of empty rows": lambda: ods("<table:table-row/>" * 390_000),
    "ods of paragraphs": lambda: ods(
        f"<table:table-row>{'<text:p/>' * 2_000_000}</table:table-row>"
    ),
    "places never alike": lambda: rows(
        "kab_kota;kelurahan;luas awal (ha);sisa (ha)",
        lambda i: f"Kota {i};Kel {i * 7919 % 100_003};{i % 97},5;0",
        30_000,
    ),
    "a finding for each row": lambda: rows(
        "id_rt;id_lokasi;rt_rw;luas verifikasi (ha);jumlah bangunan;1a;skor 2b",
        lambda i: f"R{i % 7};L1;{i};99999;x;y;z",
        130_000,
    ),
    "wide and long": lambda: b"1;" * 511 + (b"\n" + b"1;" * 511) * 15_000,
    "weeks without end": lambda: rows(
        "nama;" + ";".join(f"minggu {i}" for i in range(500)),
        lambda i: f"K{i};" + ";".join(str(j / 499) for j in range(500)),
        1500,
    ),
    "sentences for cells": lambda: rows(
        "kab_kota;keterangan", lambda i: f"Kota A;{'berkurang 1,5 ha menjadi 2 ha ' * 30}", 10_000
    ),
}  # fmt: skip
