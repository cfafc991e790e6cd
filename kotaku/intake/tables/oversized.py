"""Ask about areas of a list that no place of their level has, where no total proves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kotaku.dataset import AREA, Choice, Question
from kotaku.intake.model import address
from kotaku.intake.reading import sizes
from kotaku.intake.tables.reader import Reader
from kotaku.words.numbers import format_ha

_AREAS = ("luas_verifikasi_ha", "luas_sk_ha", "luas_flag_ha")
# the lowest level first: the fields of which one names it
_LEVELS = (
    ("rt_rw", ("rt_rw", "nomor_rt", "id_rt")),
    ("kawasan", ("kawasan",)),
    ("kelurahan", ("kelurahan",)),
    ("kecamatan", ("kecamatan",)),
    ("kab_kota", ("kab_kota",)),
)


def settle(reader: Reader, answers: Mapping[str, str]) -> tuple[Reader, tuple[Question, ...]]:
    """Return the reader without the areas that a person left out, and what is open."""
    if _summed(reader):
        return reader, ()
    level = next((name for name, own in _LEVELS if {*own} & {*reader.fields}), "")
    questions: list[Question] = []
    for name in _AREAS:
        if name not in reader.fields or name in reader.shares:
            continue
        values = reader.converted[name].values.to_numpy(dtype=np.float64)
        beyond = np.flatnonzero(np.nan_to_num(values) > sizes.of_level(level))
        if not len(beyond):
            continue
        kode = f"UKURAN-{_mark(reader, values, beyond)}-{level}"
        if answers.get(kode) == "kosong":
            without = values.copy()
            without[beyond] = np.nan
            was = reader.converted[name]
            reader = reader.settled_as({name: replace(was, values=pd.Series(without))})
        elif answers.get(kode) != "benar":
            questions.append(_question(reader, kode, name, values, beyond, level))
    return reader, tuple(questions)


def _summed(reader: Reader) -> bool:
    """Tell whether a row of the sheet is the sum of its records."""
    return any(total.span is not None for total in reader.rows.totals)


def _mark(reader: Reader, values: NDArray[np.float64], beyond: NDArray[np.int64]) -> str:
    """Return what an answer is kept by: the figures, in whatever file of the layout."""
    told = [f"{reader.block.headings.get(reader.fields[n], '')}" for n in sorted(reader.fields)]
    told += [f"{value:.4f}" for value in values[beyond].tolist()]
    return sha256("|".join(told).encode()).hexdigest()[:8]


def _question(
    reader: Reader,
    kode: str,
    name: str,
    values: NDArray[np.float64],
    beyond: NDArray[np.int64],
    level: str,
) -> Question:
    cell = address(reader.fields[name], int(reader.rows.data[beyond[0]]))
    rest = f", dan {len(beyond) - 1} lainnya" if len(beyond) > 1 else ""
    whole = float(np.nansum(values))
    pesan = (
        f"Periksa luas pada sel {cell}: {format_ha(float(values[beyond[0]]))}{rest} tidak lazim "
        f"untuk satu {sizes.words(level)}, dan tidak ada jumlah yang membuktikannya."
    )
    choices = (
        Choice("benar", "luas itu benar", format_ha(whole)),
        Choice(
            "kosong",
            "tidak dihitung sampai diperbaiki",
            format_ha(whole - float(np.nansum(values[beyond]))),
        ),
    )
    return Question(kode, AREA, reader.file, reader.sheet.name, cell, pesan, choices)
