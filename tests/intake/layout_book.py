"""What the makers of layouts share: a workbook under construction and the registries."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from kotaku.intake.titles import heading
from tests.intake import truth
from tests.intake.books import SAFE

Files = list[tuple[str, bytes]]
MONTHS = ("", "Jan", "Feb", "Maret", "April", "Mei", "Juni", "Juli", "Agust", "Sept", "Okt",
          "Nopember", "Desember")  # fmt: skip
RT_COLUMNS = ("id_rt", "kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw",
              "luas_verifikasi_ha", "jumlah_bangunan", "jumlah_penduduk", "jumlah_kk",
              "panjang_jalan_ideal_m", "panjang_drainase_ideal_m")  # fmt: skip
NUMBERS = RT_COLUMNS[6:]
VOLUMES = tuple(f"volume_{c}" for c in truth.CRITERIA)
HECTARES: dict[str, Callable[[], Files]] = {}
SCHEDULES: dict[str, Callable[[], Files]] = {}


def layout(into: dict[str, Callable[[], Files]]) -> Callable[[Callable[[], Files]], Any]:
    """Register a maker under its name."""

    def register(maker: Callable[[], Files]) -> Callable[[], Files]:
        into[maker.__name__] = maker
        return maker

    return register


class Book:
    """A workbook under construction: cells and merged cells by sheet."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, SAFE)

    def sheet(self, name: str, rows: Sequence[Sequence[object]], *, top: int = 0, left: int = 0,
              merge: Sequence[tuple[int, int, int, int]] = ()) -> Any:  # fmt: skip
        sheet = self.book.get_worksheet_by_name(name) or self.book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None and value != "":
                    sheet.write(top + r, left + c, value)
        for first, start, last, end in merge:
            value = rows[first - top][start - left]
            sheet.merge_range(first, start, last, end, value)
        return sheet

    def files(self, name: str = "buku.xlsx") -> Files:
        self.book.close()
        return [(name, self.out.getvalue())]


def text(name: str, rows: Sequence[Sequence[object]]) -> tuple[str, bytes]:
    """Return a text table as an office writes it: semicolons and decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow([str(v).replace(".", ",") if isinstance(v, float) else v for v in row])
    return name, out.getvalue().encode("utf-8")


def records(frame: Any, columns: Sequence[str]) -> list[list[object]]:
    return [list(row) for row in frame[list(columns)].astype(object).to_numpy().tolist()]


def whole() -> Any:
    return truth.rt().merge(truth.kekumuhan(), on="id_rt")


def works(ident: str = "id_rt") -> list[list[object]]:
    head = ["ID RT", "Tahun", "Kriteria", "Volume", "Kegiatan", "Status"]
    columns = ["id_rt", "tahun", "kriteria", "volume", "kegiatan", "status"]
    return [head, *records(truth.pekerjaan(), columns)]


def flat(columns: Sequence[str] = (*RT_COLUMNS, "tahun", *VOLUMES)) -> list[list[object]]:
    return [[heading(c) for c in columns], *records(whole(), columns)]
