"""Rakor KOTAKU: from rakor spreadsheets to kumuh figures; knows nothing of the browser.

The public face. Everything heavy is imported on first use, so that ``import kotaku`` is light::

    import kotaku

    dataset = kotaku.read(["capaian.xlsx", "master schedule.xlsx"])
    result = kotaku.evaluate(dataset, kotaku.Settings(metode="T"))
    result.akun_luas  # hectares by kab/kota, year and source
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kotaku.dataset import Dataset
    from kotaku.evaluation import Evaluation, Settings

__all__ = ["RULES", "Dataset", "Evaluation", "Settings", "__version__", "evaluate", "read"]

__version__ = "0.2.0"

RULES: str  # 12 hexadecimal digits that move with every rule, method and limit of the calculation

# What decides a figure: the law, the methods, the assumptions and what is left out of them.
_DECIDING = (
    "rules", "schema", "method", "progress", "strategy", "checks", "geo", "reconcile",
    "evaluation.py",
)  # fmt: skip
_ELSEWHERE = {
    "Dataset": "kotaku.dataset",
    "Evaluation": "kotaku.evaluation",
    "Settings": "kotaku.evaluation",
}


def read(
    files: Iterable[str | PathLike[str] | tuple[str, bytes]],
    *,
    decisions: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    regulasi: str | None = None,
) -> Dataset:
    """Return the data set of all files together, checked.

    A file that cannot be understood gives a finding, no error.

    Parameters
    ----------
    files
        Paths, or (name, content) pairs; a later file of the same name gets a name of its own.
    decisions
        What a person decided where two files differ or a name is spelt in another way.
    answers
        What a person answered, by the kode of the question (``Dataset.questions``).
    regulasi
        Id of the rule set to judge by; that of the data when None.

    Raises
    ------
    OSError
        When a path cannot be read.
    """
    from kotaku.intake.files.joining import distinct_names
    from kotaku.intake.understand import build_dataset

    named = [file if isinstance(file, tuple) else _named(file) for file in files]
    names = distinct_names([name for name, _ in named])
    contents = [content for _, content in named]
    pairs = list(zip(names, contents, strict=True))
    return build_dataset(pairs, decisions=decisions, answers=answers, regulasi=regulasi)


def evaluate(dataset: Dataset, settings: Settings | None = None) -> Evaluation:
    """Return every figure of a data set under the given settings; deterministic and pure.

    See :func:`kotaku.evaluation.evaluate`.
    """
    from kotaku.evaluation import evaluate as calculate

    return calculate(dataset, settings)


def _named(path: str | PathLike[str]) -> tuple[str, bytes]:
    from pathlib import Path

    return Path(path).name, Path(path).read_bytes()


@cache
def _rules(package: str) -> str:
    """Return the mark of everything in a package that decides a figure, alike on every system."""
    from hashlib import sha256
    from pathlib import Path

    root, mark = Path(package), sha256()
    for place in _DECIDING:
        start = root / place
        found = [start] if start.is_file() else start.rglob("*")
        for path in sorted(p for p in found if p.suffix in (".py", ".toml")):
            mark.update(path.relative_to(root).as_posix().encode() + b"\0")
            mark.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return mark.hexdigest()[:12]


if not TYPE_CHECKING:  # a type checker reads the names above

    def __getattr__(name: str) -> object:
        """Return what is worked out or imported on first use."""
        if name == "RULES":
            return _rules(__path__[0])
        if name in _ELSEWHERE:
            from importlib import import_module

            return getattr(import_module(_ELSEWHERE[name]), name)
        raise AttributeError(name)
