"""One spelling for one place: rows of several sheets and files find each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from kotaku import schema
from kotaku.dataset import SourceTable, Spelling
from kotaku.findings import Finding, finding
from kotaku.geo import names

Tables = Mapping[str, pd.DataFrame]
DECISIONS = "ejaan"  # the first part of the keys of decisions on names
_LEVELS = {"kecamatan": 3, "kelurahan": 4}
MOST_NAMES = 3000  # beyond so many different names nobody reads proposals


def spelling_key(column: str, place: str, text: str) -> str:
    """Return the key under which the official name of a text is decided."""
    return "|".join([DECISIONS, column, place, text])


def same_names(
    tables: Tables, sources: Sequence[SourceTable], decisions: Mapping[str, str] | None = None
) -> tuple[dict[str, pd.DataFrame], list[Finding], list[Spelling]]:
    """Return the tables with one spelling for each place, what was joined, and what is doubtful.

    Two spellings are one place when they name the same official kabupaten/kota (Kab. Ende, ENDE)
    or differ only in case, spaces and marks. Then the official name is used, else the first one.
    A name that is only similar to an official one is proposed and stays, until ``decisions`` (by
    :func:`spelling_key`) say that a person accepted the official one.
    """
    chosen = decisions or {}
    spelled = [("", text) for text in _spellings(tables, "kab_kota")]
    accepted = list(_accepted("kab_kota", spelled, chosen))
    found = [_applied(tables, sources, s) for s in accepted]
    result = _respelled(tables, "kab_kota", accepted)
    texts = _spellings(result, "kab_kota")
    groups: dict[str, list[str]] = {}
    for text in texts:
        groups.setdefault(_identity(text), []).append(text)
    renamed: dict[str, str] = {}
    for own in groups.values():
        if len(own) > 1:
            region = names.match_kab_kota(own[0]).region
            one = region.name if region else own[0]
            renamed |= {text: one for text in own if text != one}
            found.append(_joined(result, sources, "kab_kota", own, one))
    if renamed:
        result = {name: _rename(frame, renamed) for name, frame in result.items()}
    left = [text for text in texts if text not in renamed]
    rest = [_doubt("kab_kota", "", text) for text in left] if len(left) <= MOST_NAMES else []
    doubts = [one for one in rest if one]
    found += [_proposal(result, sources, one) for one in doubts]
    below, more, lower = _below(result, sources, chosen)
    return below, [*found, *more], [*accepted, *doubts, *lower]


def _doubt(column: str, place: str, text: str) -> Spelling | None:
    """Return what a name may be when it is not official; None when it is, or like none."""
    if column == "kab_kota":
        match = names.match_kab_kota(text)
    else:
        region = names.match_kab_kota(place).region
        if region is None:
            return None
        match = names.match_within(region.code, text, _LEVELS[column])
        if _is_one(match, text):
            return None
    if match.region is not None or not match.proposals:
        return None
    proposals = tuple(dict.fromkeys(r.name for r in match.proposals))
    return Spelling(spelling_key(column, place, text), column, place, text, proposals)


def _accepted(
    column: str, spelled: Iterable[tuple[str, str]], decisions: Mapping[str, str]
) -> Iterator[Spelling]:
    """Yield the names for which a person accepted an official one that is proposed."""
    for place, text in spelled:
        name = decisions.get(spelling_key(column, place, text))
        doubt = _doubt(column, place, text) if name else None
        if name and doubt and name in doubt.proposals:
            yield replace(doubt, used=name)


def _respelled(
    tables: Tables, column: str, accepted: Sequence[Spelling]
) -> dict[str, pd.DataFrame]:
    """Return the tables with the names that were accepted, in ids made of them too."""
    if not accepted:
        return dict(tables)
    if column == "kab_kota":
        whole = {s.text: s.used for s in accepted}
        return {name: _rename(frame, whole) for name, frame in tables.items()}
    pairs = {(s.place, s.text): s.used for s in accepted}
    ids = _respelled_ids(tables, column, pairs)
    result = {name: _rename_pairs(frame, column, pairs) for name, frame in tables.items()}
    return {
        name: frame.assign(id_rt=frame["id_rt"].replace(ids).astype("str"))
        if ids and "id_rt" in frame.columns
        else frame
        for name, frame in result.items()
    }


def _respelled_ids(
    tables: Tables, column: str, pairs: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    """Return new ids by those made of names (kab_kota/kelurahan/rt_rw) that change."""
    found: dict[str, str] = {}
    for frame in tables.values():
        if not {"kab_kota", column, "id_rt"} <= {*frame.columns}:
            continue
        for place, text, old in (
            frame[["kab_kota", column, "id_rt"]].dropna().itertuples(index=False)
        ):
            new = pairs.get((place, text))
            if new and "/" in old:
                found[old] = "/".join(new if part == text else part for part in old.split("/"))
    return found


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
    firsts = {old: old.partition("/")[0] for old in frame["id_rt"].dropna().unique() if "/" in old}
    ids = {old: renamed[f] + old.removeprefix(f) for old, f in firsts.items() if f in renamed}
    return frame.assign(id_rt=frame["id_rt"].replace(ids).astype("str")) if ids else frame


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
            return source.file, source.sheet, source.address(column, row), row
    return "", "", "", None


def _applied(tables: Tables, sources: Sequence[SourceTable], one: Spelling) -> Finding:
    return _about("EJAAN-DISETUJUI", tables, sources, one, resmi=one.used)


def _proposal(tables: Tables, sources: Sequence[SourceTable], one: Spelling) -> Finding:
    return _about("EJAAN-WILAYAH", tables, sources, one, usul=" atau ".join(_coded(one)))


def _coded(one: Spelling) -> list[str]:
    """Return the proposals with their codes, as the list of regions has them."""
    if one.column == "kab_kota":
        regions = names.match_kab_kota(one.text).proposals
    else:
        own = names.match_kab_kota(one.place).region
        level = _LEVELS[one.column]
        regions = names.match_within(own.code, one.text, level).proposals if own else ()
    return [f"{r.name} ({r.code})" for r in regions]


def _about(
    code: str, tables: Tables, sources: Sequence[SourceTable], one: Spelling, **words: str
) -> Finding:
    file, sheet, cell, row = _first(tables, sources, one.column, one.text)
    return finding(
        code, file=file, sheet=sheet, cell=cell, row=row, value=one.text,
        kolom=schema.fields()[one.column].heading, place=one.place or one.used or one.text, **words,
    )  # fmt: skip


def _below(
    tables: Tables, sources: Sequence[SourceTable], decisions: Mapping[str, str]
) -> tuple[dict[str, pd.DataFrame], list[Finding], list[Spelling]]:
    """Join and check the names of kecamatan and kelurahan within their kab/kota."""
    result = dict(tables)
    found: list[Finding] = []
    spellings: list[Spelling] = []
    for column in _LEVELS:
        if len(pairs := _pairs(result, column)) > MOST_NAMES:
            continue
        accepted = list(_accepted(column, pairs, decisions))
        found += [_applied(result, sources, s) for s in accepted]
        result = _respelled(result, column, accepted)
        groups: dict[tuple[str, str], list[str]] = {}
        for place, text in _pairs(result, column) if accepted else pairs:
            groups.setdefault((place, names.bare(text)), []).append(text)
        renamed = {
            (place, text): texts[0] for (place, _), texts in groups.items() for text in texts[1:]
        }
        several = [texts for texts in groups.values() if len(texts) > 1]
        found += [_joined(result, sources, column, texts, texts[0]) for texts in several]
        if renamed:
            result = {name: _rename_pairs(f, column, renamed) for name, f in result.items()}
        rest = [_doubt(column, place, texts[0]) for (place, _), texts in groups.items()]
        doubts = [one for one in rest if one]
        found += [_proposal(result, sources, one) for one in doubts]
        spellings += [*accepted, *doubts]
    return result, found, spellings


def _pairs(tables: Tables, column: str) -> list[tuple[str, str]]:
    seen: dict[tuple[str, str], None] = {}
    for frame in tables.values():
        if column in frame.columns and "kab_kota" in frame.columns:
            pairs = zip(frame["kab_kota"].tolist(), frame[column].tolist(), strict=True)
            seen.update(dict.fromkeys(pairs))
    return [pair for pair in seen if not any(map(pd.isna, pair))]


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


def _is_one(match: names.NameMatch, text: str) -> bool:
    """Tell whether the name is official but borne by several places: that is no misspelling."""
    return any(names.bare(r.name) == names.bare(text) for r in match.proposals)
