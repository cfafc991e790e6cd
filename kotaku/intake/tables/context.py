"""What the titles above a table and the sheet's name say about all of its rows."""

from __future__ import annotations

from dataclasses import dataclass

from kotaku.geo import names
from kotaku.intake.model import Sheet
from kotaku.intake.tables import headers
from kotaku.words.parsing import years_in
from kotaku.words.parsing_dates import dates_in

FIELDS = ("provinsi", "kab_kota", "kecamatan", "kelurahan", "kawasan", "nomor_sk")
TITLE_ROWS = 15  # so far above a heading its titles stand


@dataclass(frozen=True)
class CommonValues:
    """Values that count for every row of a table that has no such column."""

    year: int | None = None
    values: tuple[tuple[str, str], ...] = ()  # (field, text)

    def get(self, field: str) -> str | None:
        """Return the text of a field, or None."""
        return dict(self.values).get(field)


def context(sheet: Sheet, first: int, header_top: int) -> CommonValues:
    """Return what the rows first to header_top - 1 and the sheet's name say.

    A label such as ``Kecamatan`` has its value behind a colon or in the next filled cell. A
    kabupaten/kota is taken from a title only when it is an official one named with its kind, the
    day that progress stands for when the titles name one.
    """
    rows = sheet.rows(max(first, header_top - TITLE_ROWS), header_top - 1)
    texts = [[str(v).strip() if isinstance(v, str) else "" for v in row] for row in rows]
    values: dict[str, str] = {}
    for row in texts:
        for field, text in _labelled(row):
            values.setdefault(field, text)
    titles = [text for row in texts for text in row if text]
    if "kab_kota" not in values and (named := _place(sheet.name, titles)):
        values["kab_kota"] = named
    days = {day for text in titles for day in dates_in(text)}
    if len(days) == 1:
        values["minggu"] = days.pop().isoformat()
    return CommonValues(_year(sheet.name, titles), tuple(values.items()))


def _labelled(row: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    filled = [text for text in row if text.strip(" :")]
    for place, text in enumerate(filled):
        label, colon, rest = text.partition(":")
        field = _field(label)
        if field is None:
            continue
        after = filled[place + 1].lstrip(": ") if place + 1 < len(filled) else ""
        value = rest.strip() if colon and rest.strip() else after
        if value and _field(value) is None:
            found.append((field, value))
    return found


def _field(label: str) -> str | None:
    hit = headers.match(label.strip(), "lokasi") if label.strip() else None
    return hit.field if hit and hit.field in FIELDS and hit.field != "kawasan" else None


def _place(sheet_name: str, titles: list[str]) -> str | None:
    own = names.match_kab_kota(sheet_name).region if len(sheet_name) > 3 else None
    found = [own] if own else [r for text in titles if (r := names.place_in(text))]
    distinct = {r.code: r.name for r in found}
    return next(iter(distinct.values())) if len(distinct) == 1 else None


def _year(sheet_name: str, titles: list[str]) -> int | None:
    """Return the one year named by the sheet's name, else by the titles above the heading."""
    named = years_in(sheet_name)
    if named:
        return named[0] if len(named) == 1 else None
    years = {y for text in titles for y in years_in(text)}
    return years.pop() if len(years) == 1 else None
