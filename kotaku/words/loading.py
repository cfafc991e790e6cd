"""The one loader of the data files beside the code: typed, and strict about every key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from typing import Final, Generic, TypeVar, cast

import msgspec

T = TypeVar("T")


class DataFile(Generic[T]):
    """A TOML file of a package as a value of one type; calling it reads the file once.

    The type is built of dataclasses, TypedDicts, mappings and sequences. A key that the type does
    not know, a missing one or a value of another kind fails with the name of the file and key.
    """

    def __init__(self, package: str, name: str, kind: type[T]) -> None:
        """Name the file; nothing is read yet."""
        self.package, self.name, self.kind = package, name, kind
        FILES[f"{package}/{name}"] = cast("DataFile[object]", self)

    def __call__(self) -> T:
        """Return what the file says."""
        return self._value

    @cached_property
    def _value(self) -> T:
        return self.typed(msgspec.toml.decode(self.content))

    @property
    def content(self) -> bytes:
        """Return the file as it stands."""
        return files(self.package).joinpath(self.name).read_bytes()

    def typed(self, raw: object) -> T:
        """Return plain tables and values as the type of this file.

        Raises
        ------
        ValueError
            When a key or a value is none of the type's.
        """
        try:
            value = msgspec.convert(raw, self.kind)
        except msgspec.ValidationError as error:
            raise ValueError(f"{self.name}: {error}") from None
        if unknown := _unknown(raw, msgspec.to_builtins(value)):
            raise ValueError(f"{self.name}: kunci tidak dikenal: {unknown}")
        return value


FILES: Final[dict[str, DataFile[object]]] = {}  # every data file of the modules imported so far


def _unknown(raw: object, kept: object, at: str = "") -> str:
    """Return the first key of a file that its type dropped without a word, "" when none."""
    if isinstance(raw, Mapping) and isinstance(kept, Mapping):
        for key, value in raw.items():
            if key not in kept:
                return f"{at}.{key}".lstrip(".")
            if found := _unknown(value, kept[key], f"{at}.{key}"):
                return found
    elif isinstance(raw, Sequence) and isinstance(kept, Sequence) and not isinstance(raw, str):
        pairs = enumerate(zip(raw, kept, strict=False))  # what is left out has its usual value
        return next((f for i, (a, b) in pairs if (f := _unknown(a, b, f"{at}[{i}]"))), "")
    return ""
