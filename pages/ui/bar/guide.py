"""The guide as it lies beside the code: its sections, pictures and the hall sheet."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from kotaku import paths

LISTS, HALL = "Daftar: batas, setelan, temuan", "Lembar aula"
DAY = date(2026, 1, 1)  # stands for the time of writing, so that bytes repeat


@cache
def sections() -> dict[str, str]:
    """Return the text of each section by its title, in the order of the guide."""
    text = (paths.GUIDE / "panduan.md").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in text.split("\n## ")[1:]]
    return {title.strip(): body.strip() for title, _, body in parts}


def hall() -> str:
    """Return the hall sheet as Markdown."""
    return (paths.GUIDE / "lembar_aula.md").read_text(encoding="utf-8")


def picture(title: str) -> Path | None:
    """Return the picture of the page of a title; None where there is none."""
    name = title.lower()
    for sign, plain in (("(rtl)", ""), (" dan 100-0-100", ""), ("/", "_"), (" ", "_")):
        name = name.replace(sign, plain)
    file = paths.GUIDE / "gambar" / f"{name.strip('_')}.webp"
    return file if file.is_file() else None
