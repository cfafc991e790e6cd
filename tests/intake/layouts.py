"""Make the same province in every layout that teams send; run it to write them to a folder.

python -m tests.intake.layouts FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.intake.layout_book import HECTARES, SCHEDULES, Files
from tests.intake.layout_hectares import persen_saja
from tests.intake.layout_schedules import ms_templat

__all__ = ["HECTARES", "SCHEDULES", "Files", "ms_templat", "persen_saja", "write"]


def write(folder: Path) -> None:
    """Write every layout into a folder of its own name."""
    for name, maker in {**HECTARES, **SCHEDULES}.items():
        for file, data in maker():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / file).write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
