"""No text that anybody types or uploads makes a regular expression of the code base slow."""

from __future__ import annotations

import re
from time import thread_time
from typing import Any

import pytest

from tests.patterns.collect import Use, runs, uses

LARGE = 12_000  # a bad pattern shows at FIRST already
PER_LETTER = 3e-6  # s; a linear pattern needs a tenth, one that backtracks needs hundreds
FIRST = 2_000  # tried first, so that a bad pattern does not hold the tests up
ADVICE = (
    "{where} backtracks with .{way}(): {took:.0f} ms for {size} characters of {text!r}. "
    "Write it so that no two neighbouring repeats take the same character, a repeat after an "
    "opening sign excludes that sign, and nothing optional stands before what is searched."
)


def took(pattern: re.Pattern[Any], way: str, text: str | bytes) -> float:
    """Return the processor time [s] of one use; of a slow one the better of two."""
    replacement = (type(text)(),) if way in ("sub", "subn") else ()
    act = getattr(pattern, way)
    best = 9.0
    for _ in range(2):
        start = thread_time()
        result = act(*replacement, text)
        if way == "finditer":
            for _ in result:
                pass
        best = min(best, thread_time() - start)
        if best < max(0.004, PER_LETTER * len(text)):
            break
    return best


@pytest.mark.parametrize("use", uses(), ids=lambda use: f"{use.where} {use.way}")
def test_every_pattern_needs_time_in_proportion_to_the_text(use: Use) -> None:
    for size in (FIRST, LARGE):
        for text in runs(use.pattern, size):
            seconds = took(use.pattern, use.way, text)
            assert seconds < max(0.004, PER_LETTER * size), ADVICE.format(
                where=use.where, way=use.way, took=seconds * 1000, size=size, text=text[:12]
            )


def test_the_test_sees_what_backtracks() -> None:
    """The patterns that froze the server for everybody."""
    bad = [
        (r"[(\[][^)\]]*[)\]]", "sub"),
        (r"\b(?:minggu|m)[\s.-]*(?:ke)?[\s.-]*(\d)\b", "search"),
        (r"(\d[\d.]*(?:,\d+)?)\s*(%|ha\b)", "finditer"),
        (r"\s*(?:pilih\b.*|-+|0)?\s*", "fullmatch"),
    ]
    for text, way in bad:
        pattern = re.compile(text)
        assert any(took(pattern, way, run) > FIRST * PER_LETTER for run in runs(pattern, FIRST))


def test_the_patterns_of_the_whole_code_base_are_seen() -> None:
    """Those of modules, of classes of text written where it is used, and of pandas."""
    where = {use.where for use in uses()}
    assert len(where) > 60
    assert any("headers.py _PARENTHESES" in w for w in where)
    assert any("priority.py" in w for w in where)
    assert any("tables/reader.py" in w for w in where)
