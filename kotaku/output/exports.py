"""The files of a report by format; each writer is imported only when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from kotaku.view import View

_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Export:
    """One format: the file's name, its words on a button, its media type and its writer."""

    name: str
    label: str
    media_type: str
    writer: str  # module:function

    def build(self, report: View) -> bytes:
        """Return the file for a report."""
        module, function = self.writer.split(":")
        write: Callable[[View], bytes] = getattr(import_module(module), function)
        return write(report)


EXPORTS: Mapping[str, Export] = {
    "pptx": Export(
        "laporan_rakor.pptx",
        "Slide PowerPoint",
        f"{_OFFICE}presentationml.presentation",
        "kotaku.output.pptx:presentation",
    ),
    "xlsx": Export(
        "laporan_rakor.xlsx",
        "Buku kerja Excel",
        f"{_OFFICE}spreadsheetml.sheet",
        "kotaku.output.workbook:workbook",
    ),
    "docx": Export(
        "notulen_rakor.docx",
        "Notulen Word",
        f"{_OFFICE}wordprocessingml.document",
        "kotaku.output.minutes:document",
    ),
    "pdf": Export("notulen_rakor.pdf", "Notulen PDF", "application/pdf", "kotaku.output.pdf:pdf"),
}


def build(name: str, report: View) -> bytes:
    """Return the file of a format, a key of EXPORTS, for a report."""
    return EXPORTS[name].build(report)
