"""Say an object in plain data and read it back without trusting who said it.

Between the server and the child that reads hostile files goes JSON with raw arrays behind it, never
a pickle: whoever took the child over could make a pickle run code in the server. What comes back is
numbers, texts, frames and dataclasses of this package; any other name is an error.
"""

from __future__ import annotations

import dataclasses
import json
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_HERE = "kotaku."
_ARRAYS = frozenset({"float64", "int64", "bool", "uint8"})
_MOMENTS = frozenset({"datetime64[s]", "datetime64[ms]", "datetime64[us]", "datetime64[ns]"})
_MASKED = {"Int64": "int64", "Float64": "float64", "boolean": "bool"}
_AS_THEY_ARE = (str, bool, int, float, type(None))
_SIMPLE = frozenset(_AS_THEY_ARE)


class NotPlainError(ValueError):
    """The bytes do not say an object of ours."""


def dumps(value: object) -> bytes:
    """Return the bytes that say an object."""
    parts: list[bytes] = []
    head = json.dumps(_Writer(parts).say(value), separators=(",", ":")).encode()
    sizes = struct.pack(f"<{len(parts) + 2}Q", len(parts), *map(len, parts), len(head))
    return b"".join((sizes, head, *parts))


def loads(data: bytes) -> Any:
    """Return the object that bytes say.

    Raises
    ------
    NotPlainError
        When they say none.
    """
    try:
        (count,) = struct.unpack_from("<Q", data)
        *sizes, length = struct.unpack_from(f"<{count + 1}Q", data, 8)
        at = 8 * (count + 2)
        head = json.loads(data[at : at + length])
        at += length
        parts: list[memoryview] = []
        for size in sizes:
            parts.append(memoryview(data)[at : at + size])
            at += size
        return _Reader(parts).read(head)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError,
            OverflowError, struct.error) as error:  # fmt: skip
        raise NotPlainError(str(error)[:200]) from error


class _Writer:
    """Turns values into JSON; arrays and bytes go to ``parts``."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts

    def say(self, value: Any) -> Any:
        """Return the JSON of a value: itself, or a list of a mark and what it is made of."""
        if type(value) in _SIMPLE:
            return value
        if dataclasses.is_dataclass(value):
            kind = type(value)
            fields = [self.say(getattr(value, f.name)) for f in dataclasses.fields(value)]
            return ["c", kind.__module__, kind.__qualname__, fields]
        for kinds, mark, turn in self._turns():
            if isinstance(value, kinds):
                return [mark, *turn(value)]
        raise TypeError(f"no plain form of {type(value).__name__}")

    def _turns(self) -> tuple[tuple[Any, str, Callable[[Any], list[Any]]], ...]:
        return (
            (tuple, "t", self._items),
            (list, "l", self._items),
            (range, "r", lambda r: [r.start, r.stop, r.step]),
            (Mapping, "d", lambda m: [self._items([*m]), self._items([*m.values()])]),
            (set | frozenset, "s", lambda s: self._items(sorted(s))),
            (bytes, "b", lambda b: [self._part(b)]),
            (type(pd.NaT), "n", lambda _: ["NaT"]),
            (pd.Timestamp, "p", lambda p: [p.isoformat()]),
            (datetime, "m", lambda m: [m.isoformat()]),
            (date, "h", lambda d: [d.isoformat()]),
            (np.generic, "g", lambda g: [self.say(g.item())]),
            (np.ndarray, "a", self._array),
            (pd.DataFrame, "f", self._frame),
            (type(pd.NA), "n", lambda _: ["NA"]),
            (str, "x", lambda s: [str.__str__(s)]),
        )

    def _items(self, values: Sequence[Any]) -> list[Any]:
        if {*map(type, values)} <= _SIMPLE:
            return [list(values)]
        return [[self.say(value) for value in values]]

    def _part(self, data: bytes) -> int:
        self.parts.append(data)
        return len(self.parts) - 1

    def _array(self, array: NDArray[Any]) -> list[Any]:
        name = array.dtype.name
        if name == "object":
            return [name, self._items(array.tolist())]
        if name not in _ARRAYS or array.ndim != 1:
            raise TypeError(f"no plain form of an array of {name}")
        return [name, self._part(np.ascontiguousarray(array).tobytes())]

    def _frame(self, frame: pd.DataFrame) -> list[Any]:
        index = frame.index
        plain = isinstance(index, pd.RangeIndex)
        labels: Any = [index.start, index.stop, index.step] if plain else self.say(index.to_numpy())
        columns = [self._column(frame.iloc[:, i]) for i in range(frame.shape[1])]
        return [plain, labels, self._items([*map(str, frame.columns)]), columns]

    def _column(self, column: pd.Series) -> list[Any]:
        name = str(column.dtype)
        if name in _MOMENTS:
            return [name, self._part(column.to_numpy().view("int64").tobytes())]
        if name in _MASKED:
            mask = column.isna().to_numpy()
            filled = column.to_numpy(dtype=_MASKED[name], na_value=False)
            return [name, self._part(filled.tobytes()), self._part(mask.tobytes())]
        if name == "str":
            values = column.to_numpy(dtype=object, na_value=None)
            return [name, self._items(values.tolist())]
        return self._array(column.to_numpy())


class _Reader:
    """The other way."""

    def __init__(self, parts: Sequence[memoryview]) -> None:
        self.parts = parts
        self._turns: Mapping[str, Callable[..., Any]] = {
            "c": self._object,
            "t": lambda items: tuple(self._items(items)),
            "l": self._items,
            "r": range,
            "d": lambda k, v: dict(zip(self._items(*k), self._items(*v), strict=True)),
            "s": lambda items: frozenset(self._items(items)),
            "b": lambda at: bytes(self.parts[at]),
            "n": lambda name: {"NaT": pd.NaT, "NA": pd.NA}[name],
            "p": pd.Timestamp,
            "m": datetime.fromisoformat,
            "h": date.fromisoformat,
            "g": self.read,
            "a": self._array,
            "f": self._frame,
            "x": str,
        }

    def read(self, said: Any) -> Any:
        """Return the value that a piece of JSON says."""
        return self._turns[said[0]](*said[1:]) if type(said) is list else _simple(said)

    def _items(self, said: list[Any]) -> list[Any]:
        if {*map(type, said)} <= _SIMPLE:
            return said
        return [self.read(item) for item in said]

    def _object(self, module: str, name: str, values: list[Any]) -> Any:
        if not module.startswith(_HERE):
            raise NotPlainError(f"{module} is none of ours")
        kind = vars(sys.modules[module])[name]
        if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
            raise NotPlainError(f"{name} is no dataclass")
        names = (field.name for field in dataclasses.fields(kind))
        return kind(**dict(zip(names, map(self.read, values), strict=True)))

    def _raw(self, name: str, at: int) -> NDArray[Any]:
        if name not in _ARRAYS:
            raise NotPlainError(f"no array of {name}")
        return np.frombuffer(self.parts[at], dtype=name).copy()

    def _array(self, name: str, said: Any) -> NDArray[Any]:
        if name != "object":
            return self._raw(name, said)
        values = self._items(*said)
        array = np.empty(len(values), dtype=object)
        array[:] = values
        return array

    def _frame(self, plain: bool, labels: Any, names: list[Any], columns: list[Any]) -> Any:
        index = pd.RangeIndex(*labels) if plain else pd.Index(self.read(labels))
        read = [self._column(*column) for column in columns]
        if any(len(column) != len(index) for column in read):
            raise NotPlainError("a column of another length")
        frame = pd.DataFrame(dict(enumerate(read)), index=index)
        frame.columns = pd.Index(self._items(*names))
        return frame

    def _column(self, name: str, *said: Any) -> Any:
        if name in _MOMENTS:
            return self._raw("int64", said[0]).view(name)
        if name in _MASKED:
            kind = {"Int64": pd.arrays.IntegerArray, "Float64": pd.arrays.FloatingArray,
                    "boolean": pd.arrays.BooleanArray}[name]  # fmt: skip
            return kind(self._raw(_MASKED[name], said[0]), self._raw("bool", said[1]))
        if name == "str":
            return pd.array(self._items(*said[0]), dtype="str")
        return self._array(name, said[0])


def _simple(said: Any) -> Any:
    if type(said) not in _SIMPLE:
        raise NotPlainError("an object of JSON")
    return said
