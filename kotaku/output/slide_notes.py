"""The notes under each slide: how its figures were calculated, down to the cells."""

from __future__ import annotations

from collections.abc import Iterable

from kotaku.explain.explanation import Explanation
from kotaku.view import View
from kotaku.words.safe import in_full

EDITING = (
    "Diagram dapat diubah: klik kanan, Edit Data. Label angka ditulis sebagai teks agar terbaca "
    "1.234,56 di komputer mana pun; setelah mengubah data, pilih Format Label Data, Atur Ulang "
    "Teks Label."
)


def explained(report: View, keys: Iterable[str]) -> str:
    """Return the explanations of the figures by key, one paragraph each, and how to edit."""
    found = [_words(report.explanations[k]) for k in keys if k in report.explanations]
    return "\n\n".join([*found, report.source, EDITING])


def _words(how: Explanation) -> str:
    lines = [f"{how.title}: {how.method}; {how.unit}.", *how.formula.splitlines()]
    for entry in how.inputs:
        cells = f", sel {entry.cells}" if entry.cells else ""
        lines.append(f"- {entry.label}: {entry.value}{cells}")
    return "\n".join(in_full(line) for line in lines)
