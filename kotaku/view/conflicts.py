"""What two files state differently, as the hall reads it: which rows, and both sides of one."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import pandas as pd

from kotaku import schema
from kotaku.words.safe import clean, in_full

_ITEM = ["kunci", "tabel", "yang", "kab_kota", "beda", "dipakai", "diputuskan"]


@dataclass(frozen=True)
class Side:
    """One file's (or sheet's) word: its name, what to keep when it is chosen, if it holds."""

    nama: str
    pilihan: str
    dipakai: bool


@dataclass(frozen=True)
class SideBySide:
    """One row as each file states it.

    ``rows``: kolom, berbeda, and a column of values for each line of ``lines`` (its address); the
    values that differ carry the address of their cell.
    """

    rows: pd.DataFrame
    lines: tuple[str, ...]
    sides: tuple[Side, ...]


def conflict_items(conflicts: pd.DataFrame) -> pd.DataFrame:
    """Return one row per conflict, those nobody decided first.

    Columns: kunci, tabel (its sheet), yang, kab_kota, beda (columns that differ), dipakai (file),
    diputuskan.
    """
    rows = []
    for key, group in conflicts.groupby("kunci", sort=False):
        first = group.iloc[0]
        differing = dict.fromkeys(group.loc[group["berbeda"], "kolom"])
        sheet = schema.tables()[first["tabel"]].sheet
        used = clean(group.loc[group["dipakai"], "berkas"].iloc[0])
        rows.append((key, sheet, clean(first["yang"]), clean(first["kab_kota"]),
                     ", ".join(differing), used, bool(first["diputuskan"])))  # fmt: skip
    items = pd.DataFrame(rows, columns=_ITEM)
    return items.sort_values("diputuskan", kind="stable", ignore_index=True)


def conflict_answer(conflicts: pd.DataFrame) -> str:
    """Return how many rows differ and how many wait for a decision, in one sentence."""
    items = conflict_items(conflicts)
    if items.empty:
        return "Tidak ada baris yang berbeda isi di dua tempat."
    waiting = int((~items["diputuskan"]).sum())
    if not waiting:
        return f"{len(items)} baris berbeda isi di dua tempat; semuanya sudah diputuskan."
    return (
        f"{len(items)} baris berbeda isi di dua tempat; {waiting} belum diputuskan dan sementara "
        "memakai yang pertama dibaca."
    )


def conflict_sides(conflicts: pd.DataFrame, key: str) -> SideBySide:
    """Return both (or more) sides of one conflict."""
    own = conflicts[conflicts["kunci"] == key]
    lines: dict[str, pd.DataFrame] = {}
    sides: dict[str, Side] = {}
    several = own.groupby("berkas")["lembar"].nunique().max() > 1
    for at, group in own.groupby(["berkas", "lembar", "baris"], sort=False):
        file, sheet, line = in_full(at[0]), in_full(at[1]), at[2]
        choice, used = str(group["pilihan"].iloc[0]), bool(group["dipakai"].any())
        mark = " · dipakai" if used else ""
        lines[f"{file} · lembar {sheet}, baris {line}{mark}"] = group.set_index("kolom")
        name = f"{file}, lembar {sheet}" if several else file
        known = sides.get(choice)
        sides[choice] = Side(name, choice, used or (known is not None and known.dipakai))
    columns = dict.fromkeys(own["kolom"])
    differs = set(own.loc[own["berbeda"], "kolom"])
    ordered = sorted(columns, key=lambda c: c not in differs)
    frame = pd.DataFrame({"kolom": ordered, "berbeda": [c in differs for c in ordered]})
    for name, group in lines.items():
        frame[name] = [_value(group.loc[c], c in differs) for c in ordered]
    return SideBySide(frame, tuple(lines), tuple(sides.values()))


def _value(cell: pd.Series, differs: bool) -> str:
    value = clean(cell["nilai"]) or "kosong"
    return f"{value}  ({cell['sel']})" if differs and cell["sel"] else value


def by_file(conflicts: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return for each file the undecided conflicts it is part of: key -> what to keep for it."""
    waiting = conflicts[~conflicts["diputuskan"].astype("bool")]
    found: dict[str, dict[str, str]] = {}
    pairs: list[tuple[Hashable, ...]] = list(
        waiting[["berkas", "kunci", "pilihan"]].drop_duplicates().itertuples(index=False, name=None)
    )
    for file, key, choice in pairs:
        found.setdefault(str(file), {})[str(key)] = str(choice)
    return found
