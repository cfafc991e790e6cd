"""What two files say differently about the same row: told, and laid side by side for a person."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kotaku import schema
from kotaku.dataset import CONFLICT_COLUMNS, SourceTable
from kotaku.findings import Finding, finding
from kotaku.intake.tables.convert import shown
from kotaku.words.numbers import format_number


@dataclass(frozen=True)
class Clash:
    """A row that another file (or sheet) has too: ``kept`` stays, ``dropped`` does not count."""

    table: str
    key: str  # joining.decision_key
    stored: str  # under which a decision between exactly these files is kept
    kept: Hashable
    dropped: Hashable
    decided: bool = False  # by a person; else the first file stays


def between(key: str, sources: Sequence[SourceTable], hashes: Mapping[str, str]) -> str:
    """Return the key under which a decision between these sources is kept.

    It names the contents of the files: a file that comes later and says something else again is
    a new question, and another province's RT of the same id is another matter.
    """
    parts = sorted({token(source, sources, hashes)[:12] for source in sources})
    return f"{key}|{'+'.join(parts)}"


def token(source: SourceTable, among: Sequence[SourceTable], hashes: Mapping[str, str]) -> str:
    """Return what a decision for this source is: its file's hash, with the sheet where needed."""
    name = hashes.get(source.file, source.file)
    alone = len({s.file for s in among}) > 1
    return name if alone else f"{name}!{source.sheet}"


def means(wanted: str, source: SourceTable, hashes: Mapping[str, str]) -> bool:
    """Tell whether a decision names this source, by file name or hash, with or without sheet."""
    names = (source.file, hashes.get(source.file, source.file))
    return wanted in names or wanted in [f"{name}!{source.sheet}" for name in names]


Row = Mapping[str, Any]


def involved(frame: pd.DataFrame, clashes: Sequence[Clash]) -> dict[Hashable, Row]:
    """Return the rows of clashes by their labels, as plain values: quick to compare."""
    labels = [*dict.fromkeys(label for c in clashes for label in (c.kept, c.dropped))]
    rows = frame.loc[labels].to_dict("records")
    return {
        label: {str(k): v for k, v in row.items()} for label, row in zip(labels, rows, strict=True)
    }


def told(rows: Mapping[Hashable, Row], sources: Sequence[SourceTable], clash: Clash) -> Finding:
    """Return the finding about the row that does not count."""
    kept, dropped = rows[clash.kept], rows[clash.dropped]
    here, there = sources[int(dropped["_sumber"])], sources[int(kept["_sumber"])]
    differs = list(differences(kept, dropped, lossless=here.file == there.file))
    row = int(dropped["_baris"])
    column = next((c for c, _, _ in differs if c in here.columns), None)
    letter = here.columns.get(column or "", next(iter(here.columns.values()), ""))
    words = "; ".join(
        f"{heading(c)} {a or 'kosong'} dan {b or 'kosong'}" for c, a, b in differs[:4]
    )
    code = "KONFLIK-DIPUTUSKAN" if clash.decided else "KONFLIK-BERKAS"
    return finding(
        code if differs else "BARIS-SAMA-DI-BERKAS-LAIN",
        file=here.file,
        sheet=here.sheet,
        cell=f"{letter}{row}" if letter else "",
        row=row,
        value=clash.key.split("|", 1)[1],
        place=word(kept.get("kab_kota", "")),
        tabel=schema.tables()[clash.table].sheet,
        beda=words,
        dipakai=f"{there.file} (lembar {there.sheet}, baris {int(kept['_baris'])})",
    )


def differences(
    kept: Row, dropped: Row, *, lossless: bool = False
) -> Iterator[tuple[str, str, str]]:
    """Yield column, value kept, value dropped where both rows say something else.

    Unless ``lossless``, a value that only the dropped row has differs too: it would be lost.
    """
    for column, b in dropped.items():
        a = kept[column]
        if column in schema.PROVENANCE or pd.isna(b) or (pd.isna(a) and lossless):
            continue
        if pd.isna(a) or a != b:
            yield column, word(a), word(b)


def side_by_side(
    clashes: Sequence[Clash],
    tables: Mapping[str, pd.DataFrame],
    sources: Sequence[SourceTable],
    hashes: Mapping[str, str],
) -> pd.DataFrame:
    """Return the clashing rows that differ, one row of the result for each of their values.

    Columns: dataset.CONFLICT_COLUMNS. Rows that say the same are left out: there is nothing to
    decide.
    """
    groups: dict[tuple[str, str], list[Clash]] = {}
    for clash in clashes:
        groups.setdefault((clash.table, clash.stored), []).append(clash)
    by_table: dict[str, list[Clash]] = {}
    for clash in clashes:
        by_table.setdefault(clash.table, []).append(clash)
    known = {name: involved(tables[name], own) for name, own in by_table.items()}
    rows = [
        row
        for (table, _), group in groups.items()
        for row in _group(group, known[table], sources, hashes)
    ]
    return pd.DataFrame(rows, columns=list(CONFLICT_COLUMNS))


def _group(
    group: Sequence[Clash],
    every: Mapping[Hashable, Row],
    sources: Sequence[SourceTable],
    hashes: Mapping[str, str],
) -> Iterator[dict[str, Any]]:
    kept = dict.fromkeys(clash.kept for clash in group)
    labels = [*kept, *dict.fromkeys(clash.dropped for clash in group)]
    differing: set[str] = set()
    for clash in group:
        a, b = every[clash.kept], every[clash.dropped]
        files = {sources[int(row["_sumber"])].file for row in (a, b)}
        differing |= {c for c, _, _ in differences(a, b, lossless=len(files) == 1)}
    if not differing:
        return
    rows = [every[label] for label in labels]
    between_these = [sources[int(row["_sumber"])] for row in rows]
    place = next((word(row["kab_kota"]) for row in rows if word(row.get("kab_kota"))), "")
    columns = [c for c in rows[0] if c not in schema.PROVENANCE]
    said = [c for c in columns if any(pd.notna(row[c]) for row in rows)]
    for label, row, source in zip(labels, rows, between_these, strict=True):
        line = int(row["_baris"])
        for column in said:
            yield {
                "kunci": group[0].stored,
                "tabel": group[0].table,
                "yang": group[0].key.split("|", 1)[1].replace("|", " / "),
                "kab_kota": place,
                "kolom": heading(column),
                "berkas": source.file,
                "lembar": source.sheet,
                "sel": source.address(column, line),
                "baris": line,
                "nilai": told_value(row[column]),
                "berbeda": column in differing,
                "dipakai": label in kept,
                "diputuskan": group[0].decided,
                "pilihan": token(source, between_these, hashes),
            }


def heading(column: str) -> str:
    """Return what a column is called to the user."""
    found = schema.criterion_of(column)
    return f"{found[0]} {found[1]}" if found else schema.fields()[column].heading


def word(value: object) -> str:
    """Return a value as a word of a key, "" where it is missing."""
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, (int, float)):
        return shown(float(value)).replace(".", ",")
    return str(value)


def told_value(value: object) -> str:
    """Return a value as the user reads it: numbers Indonesian, as many decimals as they have."""
    if isinstance(value, float) and value == value:
        text = shown(float(value))
        decimals = len(text.partition(".")[2])
        return text if "e" in text else format_number(value, decimals)
    return word(value)
