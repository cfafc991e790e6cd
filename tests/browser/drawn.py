"""Files that ../shared/layouts draws, with the truth of each."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any


def maker(shared: Path, name: str) -> ModuleType:
    """Return a script of the folder: ``make`` for hectares, ``make_ms`` for schedules."""
    spec = importlib.util.spec_from_file_location(name, shared / "layouts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drawn(module: ModuleType, folder: Path, number: int, seed: str) -> dict[str, tuple[Path, Any]]:
    """Return the drawn files of a maker with the truth of each."""
    module.main(folder, number, seed)
    truths = json.loads((folder / "truth.json").read_text())
    return {name: (folder / name, truth) for name, truth in truths.items()}
