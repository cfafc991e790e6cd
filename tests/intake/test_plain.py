"""What the child says comes back the same, and nothing but what is ours comes back."""

from __future__ import annotations

import dataclasses
import json
import pickle
import struct
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import paths
from kotaku.intake.safe import plain
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.tables.guesses import guesses
from kotaku.intake.understand import build_dataset
from tests.intake import layouts


def same(one: Any, other: Any) -> None:
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
    elif isinstance(one, np.ndarray):
        np.testing.assert_array_equal(one, other)
    elif isinstance(one, Mapping):
        same([*one.items()], [*other.items()])
    elif dataclasses.is_dataclass(one):
        assert type(one) is type(other)
        for field in dataclasses.fields(one):
            same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, list | tuple):
        assert type(one) is type(other)
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            same(a, b)
    else:
        assert one == other or (one != one and other != other)


@pytest.mark.parametrize("name", paths.SAMPLES)
def test_data_set_sheets_and_guesses_come_back_the_same(name: str) -> None:
    path = paths.SAMPLES[name]
    file = (path.name, path.read_bytes())
    for value in (build_dataset([file]), open_workbook(*file), guesses([file])):
        same(value, plain.loads(plain.dumps(value)))


@pytest.mark.parametrize("name", [*layouts.HECTARES, *layouts.SCHEDULES])
def test_every_layout_comes_back_the_same(name: str) -> None:
    dataset = build_dataset({**layouts.HECTARES, **layouts.SCHEDULES}[name]())
    same(dataset, plain.loads(plain.dumps(dataset)))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
    | st.dates() | st.datetimes() | st.just(range(3, 9)),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple)
    | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_plain_values_come_back_the_same(value: Any) -> None:
    same(value, plain.loads(plain.dumps(value)))


def test_frames_of_every_kind_come_back_the_same() -> None:
    frame = pd.DataFrame(
        {
            "a": pd.array(["x", None], dtype="str"),
            "b": pd.array([1, None], dtype="Int64"),
            "c": [1.5, float("nan")],
            "d": pd.to_datetime(["2019-01-01", None]),
            "e": pd.Series([date(2019, 1, 1), "x"], dtype=object),
            "f": [True, False],
            "g": pd.array([True, None], dtype="boolean"),
        },
        index=[7, 3],
    )
    for one in (frame, frame.iloc[:0], frame.reset_index(drop=True)):
        same(one, plain.loads(plain.dumps(one)))


def said(head: object, *parts: bytes) -> bytes:
    text = json.dumps(head).encode()
    sizes = struct.pack(f"<{len(parts) + 2}Q", len(parts), *map(len, parts), len(text))
    return b"".join((sizes, text, *parts))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff" * 64,
        pickle.dumps(datetime(2019, 1, 1)),
        struct.pack("<Q", 2**60) + bytes(8),
        said(["c", "subprocess", "Popen", [["l", ["id"]]]]),
        said(["c", "os", "system", ["id"]]),
        said(["c", "kotaku.store", "Store", ["sqlite://"]]),
        said(["c", "kotaku.intake.safe.parse", "subprocess", []]),
        said(["c", "kotaku.intake.model", "Sheet.row", []]),
        said(["c", "kotaku.intake.model", "Sheet", ["nama"]]),
        said(["a", "object_", 0], b""),
        said(["a", "float64", 0], b"123"),
        said(["a", "float64", 9]),
        said(["f", True, [0, 3, 1], [["a"]], [["float64", 0]]], bytes(8)),
        said(["z", 1]),
        said([]),
        said({"c": 1}),
        b"[" * 100_000,
        said(None).replace(b"null", b"[[[["),
    ],
)
def test_whatever_else_a_child_says_is_an_error(data: bytes) -> None:
    with pytest.raises(plain.NotPlainError):
        plain.loads(data)
