"""Tables that every face reports alike: an answer, a few figures, and the rows with their columns.

The schema says which columns are shown; a module for each table says the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from kotaku import schema
from kotaku.dataset import Dataset
from kotaku.once import once
from kotaku.schema import FieldType
from kotaku.view import greening, workmanship
from kotaku.view.answered import Answered

_ANSWERS: Mapping[str, Callable[[pd.DataFrame, date | None], Answered]] = {
    "mutu": workmanship.answered,
    "hijau": greening.answered,
}


@dataclass(frozen=True)
class Reported:
    """One table as it is reported; ``columns`` are headings by column, in the order to show."""

    table: str
    title: str
    answered: Answered
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows in the order to read, with what was worked out beside them."""
        return self.answered.frame

    def kind(self, column: str) -> FieldType:
        """Return the type of a column; what was worked out is text."""
        known = schema.fields().get(column)
        return "text" if column in self.answered.headings or known is None else known.type


@once
def reported(dataset: Dataset, as_of: date | None, table: str) -> Reported | None:
    """Return one table as it is reported at the data date; None where the data hold no row."""
    if not dataset.has(table):
        return None
    spec, answered = schema.tables()[table], _ANSWERS[table](dataset.table(table), as_of)
    columns = {c: answered.headings.get(c) or _heading(c) for c in spec.report}
    return Reported(table, spec.sheet, answered, columns)


def all_reported(dataset: Dataset, as_of: date | None) -> Iterator[Reported]:
    """Yield every table that is reported so and that the data hold, in the order of the schema."""
    for name, spec in schema.tables().items():
        found = reported(dataset, as_of, name) if spec.report else None
        if found is not None:
            yield found


def _heading(column: str) -> str:
    field_ = schema.fields()[column]
    return f"{field_.heading} ({field_.unit})" if field_.unit else field_.heading
