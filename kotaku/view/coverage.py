"""Who sent what and when, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd

from kotaku import schema
from kotaku.dataset import Dataset
from kotaku.intake.files.joining import coverage, place_of_rows
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number
from kotaku.words.safe import clean

MISSING = "belum"


def sent_frame(dataset: Dataset, times: Mapping[str, datetime]) -> pd.DataFrame:
    """Return one row per file, in the order they are read.

    Columns: nama, waktu (empty where unknown), kab_kota (whose rows it holds), lembar,
    baris_masuk, baris_dipakai, baris_dilaporkan.

    Parameters
    ----------
    times : when each file came, by its name, in the zone to show
    """
    sheets: dict[str, dict[str, None]] = {f.name: {} for f in dataset.files}
    for source in dataset.sources:
        sheets.setdefault(source.file, {})[source.sheet] = None
    teams = _teams(dataset)
    return pd.DataFrame(
        [
            (
                clean(f.name),
                moment(times.get(f.name)),
                ", ".join(sorted(teams.get(f.name, ()))),
                ", ".join(sheets[f.name]),
                f.rows_in,
                f.rows_used,
                f.rows_reported,
            )
            for f in dataset.files
        ],
        columns=[
            "nama", "waktu", "kab_kota", "lembar", "baris_masuk", "baris_dipakai",
            "baris_dilaporkan",
        ],
    )  # fmt: skip


def moment(at: datetime | None) -> str:
    """Return a moment in words, "" for none."""
    return "" if at is None else f"{format_date(at.date())} {at:%H.%M}"


def _teams(dataset: Dataset) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, frame in dataset.tables.items():
        if "kab_kota" not in frame.columns and name not in ("kekumuhan", "pekerjaan"):
            continue
        pairs = pd.DataFrame({"s": frame["_sumber"], "k": place_of_rows(dataset, name)})
        for s, k in pairs.dropna().drop_duplicates().itertuples(index=False):
            found.setdefault(dataset.sources[int(s)].file, set()).add(str(k))
    return found


def coverage_matrix(dataset: Dataset, expected: Sequence[str] = ()) -> pd.DataFrame:
    """Return kab_kota and, for each table anyone sent, the rows sent as text or ``belum``.

    Parameters
    ----------
    expected : kab/kota that should have sent, beside those the data name
    """
    sent = coverage(dataset, expected)
    if sent.empty:
        return pd.DataFrame(columns=["kab_kota"])
    rows = sent.pivot_table(index="kab_kota", columns="tabel", values="baris", sort=False)
    rows = rows[[name for name in rows.columns if rows[name].sum()]]
    words = rows.map(lambda n: f"{format_number(n, 0)} baris" if n else MISSING)
    words = words.rename(columns=lambda name: schema.tables()[name].sheet)
    return words.rename_axis(columns=None).reset_index()


def missing_by_place(matrix: pd.DataFrame) -> dict[str, list[str]]:
    """Return for each kab/kota the sheets that others sent and it did not."""
    tables = matrix.set_index("kab_kota")
    return {
        str(place): gone
        for place, row in tables.iterrows()
        if (gone := [str(name) for name, word in row.items() if word == MISSING])
    }


def coverage_answer(matrix: pd.DataFrame) -> str:
    """Return who sent everything and who did not, in one sentence."""
    if matrix.empty or len(matrix.columns) < 2:
        return "Data ini tidak menyebut kabupaten/kota."
    missing = missing_by_place(matrix)
    complete = len(matrix) - len(missing)
    if not missing:
        return f"Semua {len(matrix)} kab/kota mengirim semua lembar."
    nothing = [place for place, gone in missing.items() if len(gone) == len(matrix.columns) - 1]
    rest = [f"{p} ({', '.join(gone)})" for p, gone in missing.items() if p not in nothing]
    told = [f"{place} (apa pun)" for place in nothing] + rest
    more = f"; dan {len(told) - 3} kab/kota lain" if len(told) > 3 else ""
    return (
        f"{complete} dari {len(matrix)} kab/kota mengirim semua lembar; belum mengirim: "
        f"{'; '.join(told[:3])}{more}."
    )
