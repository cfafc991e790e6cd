"""Reading a workbook and scoring a country."""

from __future__ import annotations

import io
from functools import partial

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks import province
from benchmarks.timing import Figure, in_turn
from kotaku import rules
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, evaluate
from kotaku.intake.understand import build_dataset
from kotaku.method import assessment, evidence


def reading(n_rt: int, runs: int) -> list[Figure]:
    """Time bytes to figures against parsing the same bytes and nothing else."""
    data = province.workbook(n_rt)
    whole = evaluate(build_dataset([(province.FILE, data)]))
    _require_all(whole, n_rt)
    parsing, everything = in_turn([partial(_parse, data), partial(_read, data)], runs)
    return [
        Figure(
            f"workbook of {n_rt:,} RT x 16 criteria to figures / parsing alone",
            everything / parsing,
            "x",
            bar=2.5,
            detail=f"{everything:.2f} s / {parsing:.2f} s, {len(data) / 1e6:.1f} MB",
        )
    ]


def scoring(sizes: tuple[int, int], runs: int) -> list[Figure]:
    """Time frames in memory to sums and to all figures, for two sizes; both must grow linearly."""
    small, large = (province.dataset(size) for size in sizes)
    _require_all(evaluate(large), sizes[1])
    figures: list[Figure] = []
    for action, words, bar in (
        (_score_and_sum, "scored and summed to kab/kota", 1.0),
        (evaluate, "to all figures of all levels and scenarios", None),
    ):
        low, high = in_turn([partial(action, small), partial(action, large)], runs)
        growth = (high / sizes[1]) / (low / sizes[0])
        figures += [
            Figure(f"{sizes[1]:,} RT in memory {words}", high, "s", bar),
            Figure("- cost per RT against a third of them", growth, "x", 1.25, f"{low:.2f} s"),
        ]
    return figures


def _score_and_sum(dataset: Dataset) -> assessment.Assessment:
    """Score every RT, sum volumes and denominators by kab/kota, score the sums."""
    regulation = rules.load("permen14_2018")
    rt = evidence.units(dataset.table("rt"), dataset.table("lokasi"), regulation)
    found = evidence.measured(dataset.table("kekumuhan"), rt, regulation)
    codes, names = pd.factorize(rt.frame["kab_kota"])
    groups = codes.astype("int64")
    volume = assessment.aggregate(found.state.volume, groups[found.unit], len(names))
    denominator = assessment.aggregate(rt.denominator, groups, len(names))
    return assessment.assess(volume, denominator, regulation)


def _parse(data: bytes) -> list[object]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _read(data: bytes) -> Evaluation:
    return evaluate(build_dataset([(province.FILE, data)]))


def _require_all(evaluation: Evaluation, n_rt: int) -> None:
    """Refuse to time a calculation that left rows out."""
    units = evaluation.kondisi.loc[evaluation.kondisi["satuan"] == "rt", "id_unit"].nunique()
    if units != n_rt:
        raise RuntimeError(f"only {units:,} of {n_rt:,} RT were scored")
