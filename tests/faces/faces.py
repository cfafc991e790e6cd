"""What one data set says on each of its faces: read from the files and pages themselves."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from kotaku.cli.data import figures
from kotaku.dataset import Dataset
from kotaku.evaluation import Settings, evaluate
from kotaku.intake.understand import build_dataset
from kotaku.output.minutes import document
from kotaku.output.pptx import presentation
from kotaku.output.workbook import workbook
from kotaku.view import Scope, View

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {name: ROOT / "data" / f"contoh_{name}.xlsx" for name in ("ntt_2019", "ntb_2022")}


@lru_cache(maxsize=8)
def view_of(path: Path, kab_kota: str | None = None, **settings) -> View:
    """Return the view of a file, of one kab/kota when one is named."""
    dataset = _read(path.name, path.read_bytes()).restrict(kab_kota)
    return View(dataset, evaluate(dataset, Settings(**settings)), scope=Scope(kab_kota))


@lru_cache(maxsize=8)
def _read(name: str, data: bytes) -> Dataset:
    return build_dataset([(name, data)])


class Faces(Mapping[str, str]):
    """All the text of each face of a view; a face is made when it is asked for, once."""

    def __init__(self, view: View) -> None:
        """Make none yet."""
        self._view = view
        self._made: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """Return what a face says."""
        if name not in self._made:
            self._made[name] = _READ[name](self._view)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Return the names of the faces."""
        return iter(_READ)

    def __len__(self) -> int:
        """Return how many faces there are."""
        return len(_READ)


def one_line(text: str) -> str:
    """Return text as it is read: hard spaces and line ends aside."""
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ")).strip()


def _slides(content: bytes) -> str:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return one_line("\n".join(found))


def _minutes(content: bytes) -> str:
    doc = Document(io.BytesIO(content))
    cells = [c.text for t in doc.tables for row in t.rows for c in row.cells]
    return one_line("\n".join([*(p.text for p in doc.paragraphs), *cells]))


def cells(content: bytes) -> str:
    """Return what the cells of a workbook say."""
    book = load_workbook(io.BytesIO(content), data_only=True)
    values = [c.value for sheet in book for row in sheet.iter_rows() for c in row]
    return one_line("\n".join(str(v) for v in values if v is not None))


def notes(content: bytes) -> str:
    """Return what stands under the slides."""
    slides = Presentation(io.BytesIO(content)).slides
    return one_line("\n".join(slide.notes_slide.notes_text_frame.text for slide in slides))


def _json(view: View) -> str:
    plain = json.dumps(figures(view)["utama"], ensure_ascii=False, default=str)
    return one_line(plain.replace('\\"', '"'))


_READ: dict[str, Callable[[View], str]] = {
    "slide": lambda view: _slides(presentation(view)),
    "notulen": lambda view: _minutes(document(view)),
    "buku kerja": lambda view: cells(workbook(view)),
    "json": _json,
}
