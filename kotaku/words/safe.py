"""Text from files, made harmless before it is shown."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
LONGEST = 900  # letters
_CUT = f" {ELLIPSIS} (dipotong sesudah {LONGEST} huruf)"
_WORD_JOINER = "\N{WORD JOINER}"

# Everything that HTML, Plotly's pseudo-HTML, Markdown or a template gives a meaning to. A numeric
# entity is decoded by all of them, after their markup was read, so the reader sees the character.
_SPECIAL = "&<>\"'`*_[]{}()#$%|~\\!^="
_ENTITIES = str.maketrans({character: f"&#{ord(character)};" for character in _SPECIAL})
# :name: becomes an icon or an emoji after entities were decoded, so the colons are kept apart.
_SHORTCODE = re.compile(r":(?=[A-Za-z0-9+\-])")
# So are the parts of bare addresses, of which Markdown makes links.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data):|\bwww\.|\b@(?=\w)")
_LIST = re.compile(r"^(\d+)([.)])(?=\s)")


def clean(text: object, limit: int | None = None) -> str:
    """Return text on one line without control or direction characters, cut at ``limit``.

    For places that show text as it is (a data frame, a text layer, an option of a list).
    """
    if text is None or text != text:  # NaN is not equal to itself
        return ""
    spaced = str(text)
    if not spaced.isprintable():  # most texts are; the rest is looked at letter by letter
        spaced = "".join(
            " " if c.isspace() else c
            for c in spaced
            if c.isspace() or unicodedata.category(c)[0] != "C"
        )
    line = " ".join(spaced.split())
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + ELLIPSIS
    return line


def in_full(text: object) -> str:
    """Return a text as a cell of a paper or a slide has it: whole, unless it means harm.

    No sentence that anybody wrote is as long as ``LONGEST``; what is longer says that it was cut.
    """
    line = clean(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - len(_CUT)].rstrip()}{_CUT}"


def plain(text: object, limit: int | None = None) -> str:
    """Return text that Plotly, Markdown and HTML show letter by letter, never as markup.

    Use it once, at the edge: ``plain(plain(x))`` shows the entities. A text that begins like a list
    or a rule of Markdown has its first character escaped too.
    """
    line = clean(text, limit)
    joined = _ADDRESS.sub(lambda match: match[0][:-1] + _WORD_JOINER + match[0][-1], line)
    joined = _SHORTCODE.sub(":" + _WORD_JOINER, joined)
    safe = joined.translate(_ENTITIES)
    safe = _LIST.sub(lambda match: f"{match[1]}&#{ord(match[2])};", safe)
    if safe[:1] in {"-", "+"}:
        safe = f"&#{ord(safe[0])};{safe[1:]}"
    return safe
