"""Let only plain UTF-8 XML without a document type pass, in chunks of any size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from kotaku.intake.model import UnreadableFile

_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_PLAIN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
_BOM = b"\xef\xbb\xbf"
_HEAD = 256  # an XML declaration is shorter


class XmlGate:
    """Refuse DOCTYPE, entities and every encoding but UTF-8 while chunks stream by.

    Such files are no spreadsheets that any program writes, and other encodings would hide markup
    from a search over bytes.
    """

    def __init__(self, file: str) -> None:
        """Start a new part of ``file``."""
        self.file = file
        self._tail = b""
        self._first = True

    def feed(self, chunk: bytes) -> None:
        """Check the next chunk of the part.

        Raises
        ------
        UnreadableFile
            When the part is no plain XML.
        """
        text = self._tail + chunk
        if self._first:
            self._check_head(text)
        if b"\0" in chunk:
            raise self._odd("berisi XML dalam sandi huruf yang tidak biasa")
        # most chunks hold no exclamation mark at all, and one byte is found at once
        if b"!" in text and _DECLARATION.search(text, 0, max(0, len(text) - 9)):
            raise self._odd("berisi definisi DOCTYPE atau entitas")
        self._tail = text[-9:]

    def close(self) -> None:
        """Check what is left at the end of the part."""
        if _DECLARATION.search(self._tail):
            raise self._odd("berisi definisi DOCTYPE atau entitas")

    def _check_head(self, text: bytes) -> None:
        self._first = False
        plain = text.removeprefix(_BOM).lstrip()
        if not plain.startswith(b"<"):
            raise self._odd("bagian dalamnya bukan XML")
        declared = _ENCODING.match(plain[:_HEAD])
        if declared and declared[1].strip().lower() not in _PLAIN:
            raise self._odd("berisi XML dalam sandi huruf yang tidak biasa")

    def _odd(self, why: str) -> UnreadableFile:
        return UnreadableFile("BERKAS-TIDAK-WAJAR", file=self.file, sebab=why)


def elements(data: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield (local name, attributes by local name) of every element of a small, gated part."""
    found: list[tuple[str, Mapping[str, str]]] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        found.append((local(name), {local(k): v for k, v in attributes.items()}))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(data, True)
    yield from found


def local(name: str) -> str:
    """Return a name without its namespace prefix."""
    return name.rpartition(":")[2]
