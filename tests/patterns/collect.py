"""Every regular expression of the code base, with the ways it is used, and what to try on it."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _parser as tree  # type: ignore[attr-defined]  # no other way to its characters
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCANNING = ("search", "findall", "finditer", "sub", "subn", "split")  # try every place of a text
WAYS = (*SCANNING, "match", "fullmatch")
PANDAS = {"contains": "search", "extract": "search", "replace": "sub", "findall": "findall",
          "match": "match", "fullmatch": "fullmatch", "count": "findall"}  # fmt: skip
Nodes = Sequence[ast.Attribute | ast.Call]


@dataclass(frozen=True)
class Use:
    """One pattern, where it stands and how it is applied."""

    where: str
    pattern: re.Pattern[Any]
    way: str


@cache
def uses() -> tuple[Use, ...]:
    """Return every use of every pattern in kotaku, pages and the scripts beside them."""
    files = [*ROOT.glob("*.py"), *(ROOT / "kotaku").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    nodes = {path: _nodes(path.read_text(encoding="utf-8")) for path in sorted(files)}
    own = {path: _applied(found) for path, found in nodes.items()}
    everywhere = {pair for pairs in own.values() for pair in pairs}
    found: dict[tuple[str, str], Use] = {}
    for path, there in nodes.items():
        where = str(path.relative_to(ROOT))
        for use in (*_inline(where, there), *_named(path, there, own[path], everywhere)):
            found.setdefault((use.where, use.way), use)
    return tuple(found.values())


def _nodes(source: str) -> list[ast.Attribute | ast.Call]:
    """Return the calls and attributes of a source in which a pattern may be at work."""
    if not any(f".{name}" in source for name in (*WAYS, "compile", "str")):
        return []
    return [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute | ast.Call)]


def _inline(where: str, nodes: Nodes) -> Iterator[Use]:
    """Yield what is written where it is used: re.sub("...", and .str.contains("..."."""
    for node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner, way = node.func.value, node.func.attr
        if isinstance(owner, ast.Name) and owner.id == "re" and way in WAYS:
            text = _text(node.args[0])
        elif isinstance(owner, ast.Attribute) and owner.attr == "str" and way in PANDAS:
            literal = any(k.arg == "regex" and _is(k.value, False) for k in node.keywords)
            plain = way == "replace" and not any(k.arg == "regex" for k in node.keywords)
            text, way = (None if literal or plain else _text(node.args[0])), PANDAS[way]
        else:
            continue
        if text is not None:
            yield Use(f"{where}:{node.lineno} {text!r}", re.compile(text, _flags(node)), way)


def _text(node: ast.expr) -> str | None:
    """Return the pattern written; what is put into an f-string is taken for a word."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values)
    return None


def _is(node: ast.expr, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _flags(node: ast.Call) -> int:
    named = {n.attr for part in (*node.args[1:], *(k.value for k in node.keywords))
             for n in ast.walk(part)
             if isinstance(n, ast.Attribute) and hasattr(re.RegexFlag, n.attr)}  # fmt: skip
    return sum(int(re.RegexFlag[name]) for name in named)


def _applied(nodes: Nodes) -> set[tuple[str, str]]:
    """Return the (name, method) of everything in a module that may be a pattern at work."""
    return {
        (node.value.id if isinstance(node.value, ast.Name) else node.value.attr, node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute)
        and node.attr in WAYS
        and isinstance(node.value, ast.Name | ast.Attribute)
    }


def _named(
    path: Path, nodes: Nodes, own: set[tuple[str, str]], everywhere: set[tuple[str, str]]
) -> Iterator[Use]:
    """Yield the compiled patterns of a module, for each way it uses them, or else others do."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    if not any(isinstance(n, ast.Attribute) and n.attr == "compile" for n in nodes):
        return
    module = importlib.import_module(".".join(p for p in parts if p != "__init__"))
    for name, pattern in _patterns(vars(module)):
        ways = (
            {way for owner, way in own if owner == name}
            or {way for owner, way in everywhere if owner == name}
            or {"search", "findall"}
        )
        for way in sorted(ways):
            yield Use(f"{path.relative_to(ROOT)} {name}", pattern, way)


def _patterns(names: dict[str, Any]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in names.items():
        inside = value.values() if isinstance(value, dict) else value
        for item in (value, *(inside if isinstance(inside, list | tuple) else ())):
            if isinstance(item, re.Pattern):
                yield name, item


# --- what a pattern does not like ----------------------------------------------------

# What no pattern asks for, so that the end of a run fails; the second also where a dot stands.
ENDS = ("\x01", "\n\x01")


def runs(pattern: re.Pattern[Any], size: int) -> Iterator[str | bytes]:
    """Yield texts of a size made of what the pattern looks for, each nearly a match.

    Runs of every character the pattern knows, after every beginning of an example of a match, and
    such examples and beginnings over and over.
    """
    parsed = tree.parse(pattern.pattern, pattern.flags)
    letters = [*dict.fromkeys(_letters(parsed))][:16]
    examples = [_example(parsed, most) for most in (0, 1, 2)]
    begins = [*dict.fromkeys(e[:k] for e in examples for k in _cuts(len(e)))][:12]
    texts = [begin + letter * size for begin in begins for letter in letters]
    texts += [piece * (size // len(piece)) for piece in (*begins, *examples) if piece]
    texts += [(a + b) * (size // 2) for a in letters[:5] for b in letters[:5] if a != b]
    for text in dict.fromkeys(texts):
        for end in ENDS:
            whole = text[:size] + end
            yield whole.encode("latin-1") if isinstance(pattern.pattern, bytes) else whole


def _cuts(length: int) -> list[int]:
    return [*range(min(length, 4)), *range(4, length, max(1, length // 6)), length]


def _letters(parsed: Any) -> Iterator[str]:
    """Yield one character of each literal and class."""
    for op, value in parsed:
        name = str(op)
        if name == "LITERAL":
            yield chr(value)
        elif name in ("IN", "NOT_LITERAL", "ANY"):
            yield _of_class(value if name == "IN" else [])
        else:
            for part in _inside(value):
                yield from _letters(part)


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, tree.SubPattern):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _inside(part)


_CATEGORY = {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "k",
             "CATEGORY_NOT_DIGIT": "k", "CATEGORY_NOT_SPACE": "k",
             "CATEGORY_NOT_WORD": "-"}  # fmt: skip


def _of_class(parts: Any) -> str:
    """Return a character of a class; for one that excludes, some other character."""
    excluded: set[int] = set()
    for op, value in parts:
        name = str(op)
        if name == "NEGATE":
            excluded.add(-1)
        elif name == "CATEGORY":
            if not excluded:
                return _CATEGORY[str(value)]
        elif name in ("LITERAL", "RANGE"):
            first = value if name == "LITERAL" else value[0]
            if not excluded:
                return chr(first)
            excluded.update([value] if name == "LITERAL" else range(value[0], value[1] + 1))
    return next(c for c in "k-7 .Q" if ord(c) not in excluded)


def _example(parsed: Any, most: int) -> str:
    """Return a text that the pattern would take, each repeat given at most ``most`` times."""
    out = ""
    for op, value in parsed:
        name = str(op)
        if name == "LITERAL":
            out += chr(value)
        elif name in ("IN", "NOT_LITERAL", "ANY"):
            out += _of_class(value if name == "IN" else [])
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            out += _example(value[2], most) * max(value[0], min(most, int(value[1])))
        elif name == "BRANCH":
            out += _example(value[1][most % len(value[1])], most)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            out += _example(value[-1] if name == "SUBPATTERN" else value, most)
    return out
