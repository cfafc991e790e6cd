"""One spelling for one place: rows of several sheets and files find each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from kotaku import schema
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.geo import names

Tables = Mapping[str, pd.DataFrame]
_LEVELS = {"kecamatan": 3, "kelurahan": 4}
MOST_NAMES = 3000  # beyond so many different names nobody reads proposals


def same_names(
    tables: Tables, sources: Sequence[SourceTable]
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Return the tables with one spelling for each place, and what was joined or is doubtful.

    Two spellings are one place when they name the same official kabupaten/kota (Kab. Ende, ENDE)
    or differ only in case, spaces and marks. Then the official name is used, else the first one.
    A name that is only similar to an official one is proposed and stays.
    """
    found: list[Finding] = []
    result = dict(tables)
    spelled = _spellings(result, "kab_kota")
    groups: dict[str, list[str]] = {}
    for text in spelled:
        groups.setdefault(_identity(text), []).append(text)
    renamed: dict[str, str] = {}
    for texts in groups.values():
        if len(texts) > 1:
            region = names.match_kab_kota(texts[0]).region
            one = region.name if region else texts[0]
            renamed |= {text: one for text in texts if text != one}
            found.append(_joined(result, sources, "kab_kota", texts, one))
    if renamed:
        result = {name: _rename(frame, renamed) for name, frame in result.items()}
    found += _doubtful(result, sources, [t for t in spelled if t not in renamed])
    below, more = _below(result, sources)
    return below, [*found, *more]


def _identity(text: str) -> str:
    region = names.match_kab_kota(text).region
    return region.code if region else names.normal(text)


def _spellings(tables: Tables, column: str) -> list[str]:
    seen: dict[str, None] = {}
    for frame in tables.values():
        if column in frame.columns:
            seen.update(dict.fromkeys(frame[column].dropna().unique()))
    return list(seen)


def _rename(frame: pd.DataFrame, renamed: Mapping[str, str]) -> pd.DataFrame:
    """Return a table with other names of kab/kota, in ids made of them too."""
    if "kab_kota" in frame.columns:
        frame = frame.assign(kab_kota=frame["kab_kota"].replace(dict(renamed)))
    if "id_rt" not in frame.columns:
        return frame
    first = frame["id_rt"].str.split("/", n=1).str[0]
    made = first.isin(list(renamed)) & frame["id_rt"].str.contains("/", regex=False)
    if not made.fillna(value=False).any():
        return frame
    other = first.map(renamed).str.cat(frame["id_rt"].str.split("/", n=1).str[1], sep="/")
    return frame.assign(id_rt=frame["id_rt"].where(~made.astype("bool"), other).astype("str"))


def _joined(
    tables: Tables, sources: Sequence[SourceTable], column: str, texts: Sequence[str], one: str
) -> Finding:
    file, sheet, cell, row = _first(tables, sources, column, texts[-1])
    words = ", ".join(f"“{t}”" for t in texts)
    return finding(
        "NAMA-DISAMAKAN", file=file, sheet=sheet, cell=cell, row=row, value=one, ejaan=words,
        kolom=schema.fields()[column].heading, place=one if column == "kab_kota" else "",
    )  # fmt: skip


def _first(
    tables: Tables, sources: Sequence[SourceTable], column: str, text: str
) -> tuple[str, str, str, int | None]:
    """Return file, sheet, cell and row of the first place a text stands."""
    for frame in tables.values():
        if column not in frame.columns:
            continue
        here = frame.index[frame[column] == text]
        if len(here):
            source = sources[int(frame.loc[here[0], "_sumber"])]
            row = int(frame.loc[here[0], "_baris"])
            letter = source.columns.get(column, "")
            cell = source.cells.get(column, f"{letter}{row}" if letter else "")
            return source.file, source.sheet, cell, row
    return "", "", "", None


def _doubtful(
    tables: Tables, sources: Sequence[SourceTable], texts: Sequence[str]
) -> Iterator[Finding]:
    for text in texts:
        match = names.match_kab_kota(text)
        if match.region is None and match.proposals:
            yield _proposal(tables, sources, "kab_kota", text, match.proposals, place=text)


def _proposal(
    tables: Tables,
    sources: Sequence[SourceTable],
    column: str,
    text: str,
    proposals: Sequence[names.Region],
    *,
    place: str,
) -> Finding:
    file, sheet, cell, row = _first(tables, sources, column, text)
    usul = " atau ".join(f"{r.name} ({r.code})" for r in proposals)
    return finding(
        "EJAAN-WILAYAH", file=file, sheet=sheet, cell=cell, row=row, value=text, usul=usul,
        kolom=schema.fields()[column].heading, place=place,
    )  # fmt: skip


def _below(
    tables: Tables, sources: Sequence[SourceTable]
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Join and check the names of kecamatan and kelurahan within their kab/kota."""
    result = dict(tables)
    found: list[Finding] = []
    for column in _LEVELS:
        pairs = _pairs(result, column)
        if len(pairs) > MOST_NAMES:
            continue
        groups: dict[tuple[str, str], list[str]] = {}
        for place, text in pairs:
            groups.setdefault((place, names.bare(text)), []).append(text)
        renamed = {
            (place, text): texts[0] for (place, _), texts in groups.items() for text in texts[1:]
        }
        several = [texts for texts in groups.values() if len(texts) > 1]
        found += [_joined(result, sources, column, texts, texts[0]) for texts in several]
        if renamed:
            result = {name: _rename_pairs(f, column, renamed) for name, f in result.items()}
        found += _unofficial(result, sources, column, groups)
    return result, found


def _pairs(tables: Tables, column: str) -> list[tuple[str, str]]:
    seen: dict[tuple[str, str], None] = {}
    for frame in tables.values():
        if column in frame.columns and "kab_kota" in frame.columns:
            known = frame[["kab_kota", column]].dropna().drop_duplicates()
            seen.update(dict.fromkeys(zip(known["kab_kota"], known[column], strict=True)))
    return list(seen)


def _rename_pairs(
    frame: pd.DataFrame, column: str, renamed: Mapping[tuple[str, str], str]
) -> pd.DataFrame:
    if column not in frame.columns or "kab_kota" not in frame.columns:
        return frame
    values = [
        renamed.get((str(place), str(text)), text)
        for place, text in zip(frame["kab_kota"], frame[column], strict=True)
    ]
    return frame.assign(**{column: pd.Series(values, index=frame.index, dtype="str")})


def _unofficial(
    tables: Tables,
    sources: Sequence[SourceTable],
    column: str,
    groups: Mapping[tuple[str, str], Sequence[str]],
) -> Iterator[Finding]:
    for (place, _), texts in groups.items():
        region = names.match_kab_kota(place).region
        if region is None:
            continue
        match = names.match_within(region.code, texts[0], _LEVELS[column])
        if match.region is None and len(match.proposals) and not _is_one(match, texts[0]):
            yield _proposal(tables, sources, column, texts[0], match.proposals, place=place)


def _is_one(match: names.Match, text: str) -> bool:
    """Tell whether the name is official but borne by several places: that is no misspelling."""
    return any(names.bare(r.name) == names.bare(text) for r in match.proposals)
