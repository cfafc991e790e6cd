"""The guide's lists, worked out from the data that rule the app, and the hall sheet on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kotaku import findings
from kotaku.intake.safe.limits import limits
from kotaku.output.blocks import Block, Heading, Items, Paragraph
from kotaku.output.pdf import document

WORDS = {"galat": "Galat", "peringatan": "Peringatan", "info": "Info"}
_ROW = re.compile(r"^\| `(KOTAKU_[^`]+)` \| (.+) \|$", re.MULTILINE)
_TITLE = "Daftar"
_FIELD = re.compile(r"\{[^{}]*\}")


def settings(readme: str) -> Mapping[str, str]:
    """Return what each setting of the environment means, as the readme's table says it."""
    return dict(_ROW.findall(readme))


def lists(readme: str) -> str:
    """Return limits, settings and findings as Markdown: a section of tables for the guide."""
    parts = [
        f"# {_TITLE}",
        "Dibuat dari data yang dipakai aplikasi, jadi selalu lengkap.",
        "## Batas unggahan",
        _table(
            ("Batas", "Bila terlampaui", "Yang dilakukan"),
            ((one.words, _blank(one.sentence.replace("{batas}", one.words)), _blank(one.advice))
             for one in limits().values()),
        ),
        "## Setelan",
        "Diisi di lingkungan tempat dasbor dijalankan.",
        _table(("Setelan", "Arti"), ((f"`{k}`", v) for k, v in settings(readme).items())),
        "## Temuan",
        "… adalah isi dari berkas. Galat dan peringatan perlu ditangani; info hanya memberi tahu.",
        _table(
            ("Kode", "Tingkat", "Arti", "Yang dilakukan"),
            (
                (f"`{kind.code}`", WORDS[kind.severity], kind.title, _blank(kind.advice))
                for kind in findings.catalogue().values()
            ),
        ),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def sheet_pdf(markdown: str, *, stamp: date) -> bytes:
    """Return a short Markdown text as a .pdf of one page.

    Raises
    ------
    TooLongError
        When one page does not hold it.
    """
    blocks = list(_blocks(markdown.splitlines()))
    page = document(
        blocks, foot="Rakor KOTAKU", name="Lembar aula", stamp=stamp, single=True, upright=True
    )
    return bytes(page.output())


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    points: list[str] = []
    for line in (*lines, ""):
        text = line.replace("**", "").strip()
        if text.startswith("- "):
            points.append(text[2:])
            continue
        if points:
            yield Items(tuple(points))
            points = []
        if text.startswith("#"):
            yield Heading(text.lstrip("# "), 0 if text.startswith("# ") else 1)
        elif text:
            yield Paragraph(text)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(c.replace('|', '/') for c in line)} |" for line in lines)


def _blank(text: str) -> str:
    return _FIELD.sub("…", text)
