"""The state of works and of reported hectares: done, under way, planned, open, or not to be told.

What is under way or planned never counts as done, and a state that cannot be read counts for
nothing until a person chooses: its rows are told with the hectares they hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from kotaku import schema
from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.words import plain
from kotaku.dataset import AREA, Choice, Question, SourceTable

DONE, OPEN, UNDER_WAY, PLANNED, CALLED_OFF = "realisasi", "terbuka", "berjalan", "simulasi", "batal"
UNREADABLE = "tidak_terbaca"
AHEAD = (UNDER_WAY, PLANNED)  # what the plan would add
COUNTED = (DONE, OPEN, *AHEAD)  # the states that an account has rows of
TABLES = ("pengurangan", "pekerjaan")
COLUMN = "status"
NAMES = ("kab_kota", "kelurahan", "kawasan")  # of a place without id_lokasi
EMPTY = ""  # the word of an empty cell among filled ones
_STATES = {s: s for s in (*COUNTED, CALLED_OFF)} | {"rencana": PLANNED}
_ANSWERS = {
    DONE: "terlaksana",
    UNDER_WAY: "masih berjalan",
    PLANNED: "baru rencana",
    CALLED_OFF: "batal",
}


def states(frame: pd.DataFrame) -> pd.Series[str]:
    """Return the state of each row of a table with a status column.

    A sheet that tells no state at all reports what was done. Where it tells any, an empty cell
    is ``tidak_terbaca`` as an unknown word is.
    """
    known = [_STATES.get(word) for word in frame[COLUMN].tolist()]
    read = pd.Series(known, index=frame.index, dtype="str", name=COLUMN)
    if not (lost := read.isna()).any():
        return read
    told = frame[COLUMN].notna().groupby(frame["_sumber"]).transform("any")
    return read.mask(lost & told, UNREADABLE).fillna(DONE)


def beside_done(pengurangan: pd.DataFrame) -> pd.Series[bool]:
    """Tell which hectares are the plan of a place, year and source of which others are done.

    A table of targets and achievements has both; they are one reduction said twice.
    """
    read = states(pengurangan)
    planned = read == PLANNED
    if not planned.any():
        return planned
    done = (read == DONE).groupby(same_reduction(pengurangan), dropna=False).transform("any")
    named = pengurangan[["id_lokasi", *NAMES]].notna().any(axis=1)
    return planned & done & named & pengurangan["tahun"].notna()


def same_reduction(pengurangan: pd.DataFrame) -> list[pd.Series]:
    """Return what tells one reduction from another, in whatever state: place, year, source."""
    names = [pengurangan[n].mask(pengurangan["id_lokasi"].notna()) for n in NAMES]
    return [pengurangan["id_lokasi"], *names, pengurangan["tahun"], pengurangan["sumber"]]


def words(frame: pd.DataFrame) -> pd.Series[str]:
    """Return the words of the rows whose state cannot be read; of an empty cell EMPTY."""
    return frame.loc[states(frame) == UNREADABLE, COLUMN].fillna(EMPTY)


def _issues(data: Data, table: str, code: str, column: str, what: str) -> Iterator[Issue]:
    frame = data.table(table)
    unread = words(frame)
    for (_, word), rows in unread.groupby([frame["_sumber"].reindex(unread.index), unread]):
        labels: tuple[Hashable, ...] = tuple(rows.index)
        amount = float(frame.loc[rows.index, column].sum()) if column else float(len(rows))
        yield Issue(
            code,
            table,
            labels,
            (COLUMN,),
            str(word) or "kosong",
            details={"jumlah": len(rows), "isi": f"{plain(amount)} {what}"},
        )


@check("pengurangan")
def unreadable_reductions(data: Data) -> Iterator[Issue]:
    """Hectares whose state cannot be read are told with the cell."""
    yield from _issues(data, "pengurangan", "STATUS-TIDAK-DIKENALI", "pengurangan_ha", "ha")


@check("pekerjaan")
def unreadable_works(data: Data) -> Iterator[Issue]:
    """Works whose state cannot be read are told with the cell."""
    yield from _issues(data, "pekerjaan", "STATUS-TIDAK-DIKENALI", "", "pekerjaan")


@check("pengurangan")
def called_off(data: Data) -> Iterator[Issue]:
    """Hectares that were called off are no reduction."""
    frame = data.table("pengurangan")
    off = frame[states(frame) == CALLED_OFF]
    for _, rows in off.groupby("_sumber"):
        amount = plain(float(rows["pengurangan_ha"].sum()))
        yield Issue("PENGURANGAN-BATAL", "pengurangan", tuple(rows.index), (COLUMN,), amount)


def question_code(table: str, word: str) -> str:
    """Return the kode of the question what a word means: the same for every file."""
    return f"STATUS-{hashlib.sha256(f'{table}|{word.casefold()}'.encode()).hexdigest()[:8]}"


def settle(
    tables: Mapping[str, pd.DataFrame],
    sources: tuple[SourceTable, ...] | list[SourceTable],
    answers: Mapping[str, str],
) -> tuple[dict[str, pd.DataFrame], tuple[Question, ...]]:
    """Return the tables with states as they were answered, and the questions still open."""
    result, questions = dict(tables), []
    for name in TABLES:
        if name not in result:
            continue
        frame, unread = result[name], words(result[name])
        for word, rows in unread.groupby(unread):
            code = question_code(name, str(word))
            if answers.get(code) in _ANSWERS:
                chosen = pd.Series(answers[code], index=frame.index, dtype="str")
                here = frame.index.isin(rows.index)
                told = result[name][COLUMN].mask(here, chosen)
                result[name] = result[name].assign(**{COLUMN: told})
            else:
                questions.append(_question(str(word), frame.loc[rows.index], sources, code))
    return result, tuple(questions)


def _question(
    word: str,
    rows: pd.DataFrame,
    sources: tuple[SourceTable, ...] | list[SourceTable],
    code: str,
) -> Question:
    first = rows.iloc[0]
    at = int(first["_sumber"])
    source = sources[at] if at < len(sources) else None
    hectares = float(rows["pengurangan_ha"].sum()) if "pengurangan_ha" in rows else None
    amount = f"{len(rows)} pekerjaan" if hectares is None else f"{plain(hectares)} ha"
    said = f"“{word}”" if word else "kosong"
    heading = schema.fields()[COLUMN].heading
    return Question(
        kode=code,
        besaran=AREA,
        berkas=source.file if source else "",
        lembar=source.sheet if source else "",
        sel=source.address(COLUMN, int(first["_baris"])) if source else "",
        pesan=f"{heading} {said} ({amount}) tidak dikenali; pekerjaannya sudah terlaksana?",
        pilihan=tuple(
            Choice(state, kata, f"{amount} {_effect(state)}") for state, kata in _ANSWERS.items()
        ),
    )


def _effect(state: str) -> str:
    if state == DONE:
        return "dihitung terealisasi"
    return "tidak dihitung" if state == CALLED_OFF else "hanya dihitung dalam rencana"
