"""What once stopped a meeting, tried again: the tests of each point, with what they lost."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as Xml

from benchmarks.timing import Figure

ROOT = Path(__file__).parents[1]
_LOST = ("failure", "error")
POINTS: Final[Mapping[str, tuple[str, ...]]] = {  # in the order of the points, by their tests
    "small files that froze the server or stayed as a trap": (
        "intake/test_poisoned", "intake/test_hostile", "intake/test_merged_ranges",
        "intake/test_apart", "patterns/test_linear", "pages/test_removal",
    ),
    "long texts, pasted or typed": ("pages/test_typed",),
    "messages of a browser that only the laptop may send": ("web/test_guard",),
    "guessed codes": ("store/test_access",),
    "strange origins, and no name server that answers": ("web/test_live",),
    "framed by another page, called by another name": ("web/test_guard", "web/test_exposed"),
    "memory filled by uploads and followers": ("web/test_uploads", "web/test_seats"),
    "small files that ask for much, expensive downloads": (
        "intake/test_guards", "intake/test_marked", "output/test_made", "web/test_downloads",
        "pages/test_take_home", "web/test_siege",
    ),
    "personal data, removal, retention, rights of files": (
        "intake/test_personal", "store/test_removal", "pages/test_removal", "web/test_retention",
        "store/test_private",
    ),
    "a database gone, full, damaged; forged choices; a server killed": (
        "store/test_durability", "store/test_errors", "store/test_backup", "store/test_accounts",
        "pages/test_forged",
    ),
}  # fmt: skip


def mends() -> list[Figure]:
    """Run the tests of every point once and count for each what was tried, survived and lost."""
    ended = _run(sorted({test for own in POINTS.values() for test in own}))
    figures = []
    for number, (what, tests) in enumerate(POINTS.items(), start=1):
        lost = [one for test in tests for one in ended.get(f"tests.{test.replace('/', '.')}", ())]
        told = f"{what}: {len(lost)} tried, {lost.count(False)} survived"
        # a point without any test is none that holds
        figures.append(Figure(f"mend {number}, lost", sum(lost) if lost else 1, "", 0, told))
    return figures


def _run(tests: list[str]) -> dict[str, list[bool]]:
    """Return by module of tests for each case that was tried whether it was lost."""
    found: dict[str, list[bool]] = {}
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.xml"
        files = [f"tests/{test}.py" for test in tests]
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={told}", *files]
        subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False)
        for case in Xml.parse(told).iter("testcase"):
            if case.find("skipped") is None:
                lost = any(case.find(kind) is not None for kind in _LOST)
                found.setdefault(case.get("classname", ""), []).append(lost)
    return found
