"""Findings of a map: where each stands, and not more of one kind than anybody reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kotaku.checks.engine import MORE
from kotaku.checks.limits import limits
from kotaku.findings import Finding, catalogue, finding
from kotaku.words.numbers import format_number


class Teller:
    """Collects findings about shapes of a frame (SHAPES)."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Know the shapes by their labels."""
        self.rows: list[Mapping[str, object]] = [
            {str(k): v for k, v in row.items()} for row in frame.to_dict("records")
        ]
        self._found: dict[tuple[str, str, str], list[Finding]] = {}
        self._counted: Counter[tuple[str, str, str]] = Counter()
        self._most = int(limits()["temuan"]["terbanyak"])

    def tell(self, code: str, place: int, **words: object) -> None:
        """Add a finding about one shape; ``nomor`` and ``value`` are filled in."""
        row = self.rows[place]
        file, layer, number = str(row["berkas"]), str(row["lapisan"]), int(str(row["nomor"]))
        if not self._wanted(code, file, layer):
            return
        told: dict[str, Any] = {"value": row["nama"], "nomor": number, **words}
        cell = f"{row['kolom']}{number}" if row["kolom"] else ""
        told |= {"file": file, "sheet": layer, "cell": cell, "place": str(row["kab_kota"])}
        self._found[code, file, layer].append(finding(code, row=number, **told))

    def tell_layer(
        self, code: str, file: str, layer: str, place: str = "", **words: object
    ) -> None:
        """Add a finding about a layer, or about no layer at all."""
        if self._wanted(code, file, layer):
            told = finding(code, file=file, sheet=layer, place=place, **words)  # type: ignore[arg-type]
            self._found[code, file, layer].append(told)

    def _wanted(self, code: str, file: str, layer: str) -> bool:
        """Tell whether one more finding of a kind is told by itself."""
        self._counted[code, file, layer] += 1
        self._found.setdefault((code, file, layer), [])
        return self._counted[code, file, layer] <= self._most

    @property
    def findings(self) -> list[Finding]:
        """The findings; of one kind in one layer the first ones, and how many more there are."""
        told: list[Finding] = []
        for (code, file, sheet), alike in self._found.items():
            told += alike
            if more := self._counted[code, file, sheet] - len(alike):
                title = catalogue()[code].title
                told.append(finding(MORE, file=file, sheet=sheet, judul=title, jumlah=more))
        return told


def signed_pct(value: float) -> str:
    """Return a difference in percent with its sign, such as ``+43,6 %``."""
    return f"{format_number(value, 1, sign=True)} %"


def some(names: Sequence[str], most: int = 8) -> str:
    """Return names with commas between, the first ones of many."""
    told = ", ".join(names[:most])
    return f"{told} dan {len(names) - most} lainnya" if len(names) > most else told
