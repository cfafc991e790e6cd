"""Streamlit's drawer of charts without the kinds of charts that nobody here draws.

It is by far the heaviest file of a page: globes, spaces of three dimensions and an online map that
the app never opens. Its modules carry the names of their files, so what the kinds in use do not
lead to is found by those names and left out. A file that is built otherwise goes out whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

STEM = "PlotlyChart"
KINDS = ("bar", "heatmap")  # those of kotaku/charts/plotly beside scatter, which is always there
_HEAD = re.compile(r'(?<![\w$.])([\w$]+)=(_|g)\(\{"([^"]+)"\((?:[\w$]+(?:,[\w$]+)?)?\)\{')
_CALL = re.compile(r"(?<![\w$.])([\w$]+)\(\)")
_END = "}}),"
_ROOT = 'return _({"lib/index.js"'
_REGISTERED = re.compile(r"\.register\(\[([\w$(),]+)\]\)")
# Code that is no module's own stands before a module of the newer kind, whose helpers it holds.
_LOOSE = re.compile(r"\}\}\),([$\w]+)=\{\};v\(\1,\{")
_HELPERS = re.compile(r"(?P<head>\}\}\),[$\w]+=\{\};)v\(.*\}(?P<names>var (?:[$\w]+,)+)", re.DOTALL)


@dataclass(frozen=True)
class _Module:
    """A module in the file: where it begins, its body, and where the next begins."""

    name: str
    newer: bool
    file: str
    body: int
    end: int


def lean(content: bytes) -> bytes:
    """Return the drawer of charts with the kinds in use; as it was where it is built otherwise."""
    text = content.decode()
    last = text.find(_ROOT)
    registered = _REGISTERED.search(text, max(last, 0))
    modules = _modules(text, last)
    roots = {m.name for m in modules if m.file in {f"lib/{kind}.js" for kind in KINDS}}
    core = {m.name for m in modules if m.file == "lib/core.js"}
    if registered is None or len(roots) != len(KINDS) or not core:
        return content
    kept = _reached(text, modules, roots | core)
    parts, done = [], 0
    for module, following in zip(modules, [*modules[1:], None], strict=True):
        if module.name in kept:
            continue
        parts += [text[done : module.body], _rest(text, module, following, kept)]
        done = module.end
    parts.append(text[done:])
    used = ",".join(call for call in registered[1].split(",") if call.removesuffix("()") in roots)
    return "".join(parts).replace(registered[0], f".register([{used}])").encode()


def _modules(text: str, last: int) -> list[_Module]:
    heads = [m for m in _HEAD.finditer(text) if m.start() < last]
    ends = [m.start() for m in heads][1:] + [last][: len(heads)]
    return [
        _Module(m[1], m[2] == "g", m[3], m.end(), end) for m, end in zip(heads, ends, strict=True)
    ]


def _reached(text: str, modules: list[_Module], roots: set[str]) -> set[str]:
    """Return the modules that the roots call, and those call; a name is always called alike."""
    known = {m.name: m for m in modules}
    reached, todo = set(roots), list(roots)
    while todo:
        module = known[todo.pop()]
        called = {name for name in _CALL.findall(text[module.body : module.end]) if name in known}
        todo += called - reached
        reached |= called
    return reached


def _rest(text: str, module: _Module, following: _Module | None, kept: set[str]) -> str:
    """Return what stays of a module that nobody calls: its end, and what stands behind it."""
    span = text[module.body : module.end]
    if following is None or not following.newer:
        return _END if span.endswith(_END) else span
    loose = _LOOSE.search(span)
    if loose is None:
        return span
    behind = span[loose.start() :]
    helpers = None if following.name in kept else _HELPERS.fullmatch(behind)
    return helpers["head"] + helpers["names"] if helpers else behind
