"""Hostile files on a live server: every page stands, and an honest reader goes on reading.

All kinds: ``python -m benchmarks.hostile``. Here a few of each family, other ones every day.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from benchmarks.hostile import attack, corpus
from tests.browser.server import ROOT, serve

OF_EACH = 2
HEALTH_S = 5.0  # a busy machine is slow; what froze the server held it for a minute


def drawn(seed: int) -> list[str]:
    """The kinds of one day: some of each family but the heavy ones, which take long by nature."""
    random = Random(seed)
    families: dict[str, list[str]] = {}
    for kind in corpus():
        families.setdefault(kind.partition(":")[0], []).append(kind)
    del families["straining"]
    return [kind for family in families.values() for kind in random.sample(family, OF_EACH)]


def test_no_hostile_file_stops_the_reader(tmp_path: Path) -> None:
    seed = date.today().toordinal()
    kinds = {kind: corpus()[kind] for kind in [*drawn(seed), "straining: elements of no sheet"]}
    print(f"seed {seed}: {list(kinds)}")
    with serve(ROOT / "app.py", tmp_path) as address:
        found = attack(address, kinds, seconds=300)
    assert (found.tried, found.lost) == (len(kinds), [])
    assert len(found.reader_s) > 1
    assert max(found.health_s) < HEALTH_S
