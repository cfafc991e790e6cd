"""What everybody takes home: the report of a province of nine kab/kota in each format."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.timing import Figure, in_turn
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, evaluate
from kotaku.intake.understand import build_dataset
from kotaku.output.exports import EXPORTS
from kotaku.output.map_picture import map_picture
from kotaku.view import View

SAMPLE = Path(__file__).parents[1] / "data" / "contoh_ntt_2019.xlsx"
PLACES = 9


def exports(runs: int) -> list[Figure]:
    """Time the building of every export of the sample NTT 2019."""
    dataset = build_dataset([(SAMPLE.name, SAMPLE.read_bytes())])
    if len(dataset.kab_kota) != PLACES:
        raise RuntimeError(f"the sample has {len(dataset.kab_kota)} kab/kota")
    evaluation = evaluate(dataset)
    actions: list[Callable[[], object]] = [
        partial(_build, kind, dataset, evaluation) for kind in EXPORTS
    ]
    actions.append(lambda: map_picture(View(dataset, evaluation)))
    taken = in_turn(actions, runs, time.process_time)
    return [
        Figure(f"export {kind} of {PLACES} kab/kota, processor time", seconds, "s", bar=1.0)
        for kind, seconds in zip((*EXPORTS, "map picture"), taken, strict=True)
    ]


def _build(kind: str, dataset: Dataset, evaluation: Evaluation) -> bytes:
    # a report of its own: what one works out would be found ready by the next
    report = View(dataset, evaluation)
    return EXPORTS[kind].build(report)
