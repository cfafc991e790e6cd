"""Files made in a child process, so that whoever reads does not wait for who takes home.

What crosses to the child is data: the view, or the data set with its settings; bytes come back.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.evaluation import Settings, evaluate
from kotaku.findings import Finding
from kotaku.intake.safe.apart import Room
from kotaku.output import exports, letter, map_picture
from kotaku.view import Moved, Remark, Scope, View

FILES = Room(  # one processor is left to those who read
    "kotaku.output.ready_to_write:warm",
    ("memori_unduhan", "prosesor_unduhan"),
    "waktu_unduhan",
    max(1, (os.cpu_count() or 1) - 1),
)


@dataclass(frozen=True)
class Beside:
    """What stands in a report beside the figures of its scope; see View."""

    scope: Scope
    rtl: pd.DataFrame | None = None
    notes: tuple[Remark, ...] = ()
    potret: str = ""
    moved: tuple[Moved, ...] = ()

    def of(self, dataset: Dataset, settings: Settings) -> View:
        """Return the view of the scope with all of this."""
        own = dataset.restrict(self.scope.kab_kota)
        more = {f.name: getattr(self, f.name) for f in fields(self)}
        return View(own, evaluate(own, settings), **more)


def report(view: View, name: str) -> bytes:
    """Return the file of a format (a key of EXPORTS) of a report."""
    return FILES.run(exports.build, name, _bare(view))


def places(dataset: Dataset, settings: Settings, every: Sequence[Beside]) -> bytes:
    """Return the sheets of kab/kota of a data set; see ``places_pdf``."""
    return FILES.run(_places, dataset, settings, tuple(every))


def _places(dataset: Dataset, settings: Settings, every: Sequence[Beside]) -> bytes:
    from kotaku.output import place_sheet  # in the child, where its library is

    return place_sheet.places_pdf([one.of(dataset, settings) for one in every])


def picture(view: View, *how: Any, **more: Any) -> bytes | None:
    """Return the picture of a map; see ``map_picture``."""
    return FILES.run(map_picture.map_picture, _bare(view), *how, **more)


def findings_workbook(findings: Sequence[Finding]) -> bytes:
    """Return the findings as a workbook; see ``letter``."""
    return FILES.run(letter.findings_workbook, tuple(findings))


def _bare(view: View) -> View:
    """Return a view without what a face added to it."""
    return View(**{f.name: getattr(view, f.name) for f in fields(View)})
