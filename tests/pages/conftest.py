"""The app as AppTest runs it, with a store of its own."""

import hashlib
import html
import json
import pickle
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from kotaku.dataset import Dataset
from kotaku.intake.model import Workbook
from kotaku.store import Store
from pages.ui.bar import access, garbage, library
from pages.ui.parts import strategy
from tests.conftest import PAGES, ROOT

Open = Callable[..., AppTest]
MOST_KEPT = 96  # evaluations


@pytest.fixture(autouse=True)
def _main_module() -> Iterator[None]:
    """Give __main__ back: AppTest leaves app.py in its place, and child processes would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


def _once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a pure function of files that works out each answer once a process."""
    known: dict[str, Any] = {}

    def asked(files: Sequence[tuple[str, bytes] | Workbook], *rest: Any, **more: Any) -> Any:
        named = [
            (one.name, one.sha256)
            if isinstance(one, Workbook)
            else (one[0], hashlib.sha256(one[1]).hexdigest())
            for one in files
        ]
        key = repr((named, rest, more))
        if key not in known:
            known[key] = function(files, *rest, **more)
        return known[key]

    return asked


def _of_one(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a pure function of a data set that works out each answer once a process."""
    known: dict[str, Any] = {}

    def asked(dataset: Dataset, *rest: Any) -> Any:
        key = repr((id(dataset), rest))
        if key not in known:
            known[key] = dataset, function(dataset, *rest)  # kept: no other gets its id
        if len(known) > MOST_KEPT:
            del known[next(iter(known))]
        return known[key][1]

    return asked


def _as_asked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a pure function of frames that works out each answer once a process."""
    known: dict[bytes, Any] = {}

    def asked(*args: Any, progress: Callable[[float], None], **more: Any) -> Any:
        key = pickle.dumps((args, more))
        if key not in known:
            known[key] = function(*args, progress=progress, **more)
        return known[key]

    return asked


def _as_libraries_come(settle: Callable[[], None]) -> Callable[[], None]:
    """Return the cleaning of what is here to stay, done only when another library came."""
    seen: set[int] = set()

    @wraps(settle)
    def settled() -> None:
        if len(sys.modules) not in seen:
            seen.add(len(sys.modules))
            settle()

    return settled


_READ = {name: _once(getattr(library, name)) for name in ("build_dataset", "understood", "looked")}
_READ["evaluate"] = _of_one(library.evaluate)
_RESTRICT = _of_one(Dataset.restrict)
_MAKE_PLAN = _as_asked(strategy.make_plan)
_SETTLE = _as_libraries_come(garbage.settle)
_INSTALLED = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def _what_stays_the_same_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read, evaluate, plan, tidy, look for components once a process and not once a test."""
    for name, read in _READ.items():
        monkeypatch.setattr(library, name, read)
    monkeypatch.setattr(Dataset, "restrict", _RESTRICT)
    monkeypatch.setattr(strategy, "make_plan", _MAKE_PLAN)
    monkeypatch.setattr(garbage, "settle", _SETTLE)
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _INSTALLED)


@pytest.fixture
def folder(tmp_path: Path, empty_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that the app uses, its store without a row."""
    shutil.copy2(empty_store, tmp_path)
    monkeypatch.setenv("KOTAKU_DATA_DIR", str(tmp_path))
    st.cache_resource.clear()
    return tmp_path


@pytest.fixture
def at_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the viewer sit before the computer that serves the app."""
    monkeypatch.setattr(access, "on_laptop", lambda: True)


@pytest.fixture
def stored(folder: Path) -> Callable[[Path], str]:
    """Put a file into the store and return the label of its data set."""

    def put(path: Path) -> str:
        store = Store.in_folder(folder)
        now = datetime(2026, 1, 1, tzinfo=UTC)
        writer = store.writer("presenter", "Uji")
        sha = writer.save_upload(path.name, path.read_bytes(), at=now, rules_version="uji")
        dataset = writer.save_dataset([(sha, path.name)], at=now)
        store.close()
        return f"{path.name} · {dataset[:6]}"

    return put


@pytest.fixture
def open_page(folder: Path) -> Open:
    """Open a page of the app with a data set and filters, as a link would."""

    def opened(page: str, data: str | None = None, **filters: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.session_state["terdaftar"] = True  # as app.py leaves it, see pages/ui/bar/context.py
        app.switch_page(f"pages/{page}.py")
        for key, value in {"data": data, **filters}.items():
            if value is not None:
                app.session_state[key] = value
        app.run()
        assert not app.exception
        assert not app.error, [e.value for e in app.error]
        return app

    return opened


def text(app: AppTest) -> str:
    """All markdown and captions of the page, entities read back as characters."""
    return plain([*app.markdown, *app.caption])


def table(app: AppTest, column: str) -> pd.DataFrame:
    """The first table with a column of this name; one whose texts are broken holds texts alone."""
    told = [json.loads(e.proto.json) for e in app.get("bidi_component") if e.proto.json]
    shown = (t for t in told if t.get("layar"))
    broken = [
        pd.DataFrame(t["baris"], columns=t["kepala"]).replace("\N{NO-BREAK SPACE}", " ", regex=True)
        for t in shown
    ]
    found = (f for f in (*(d.value for d in app.dataframe), *broken) if column in f.columns)
    return next(found)


def turn(app: AppTest) -> str:
    """What the turn on the screen says, as the browser is told it; "" where no turn is."""
    for element in app.get("bidi_component"):
        told = json.loads(element.proto.json)
        if "turns" in told:
            return words(told["turns"][str(told["index"])])
    return ""


def words(markup: str) -> str:
    """The words of a turn, those in its pictures too."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup)))


def plain(elements: Iterable[Any]) -> str:
    """The texts of elements as a reader sees them."""
    return html.unescape("\n".join(e.value for e in elements)).replace("\N{WORD JOINER}", "")


def silent(open_page: Open, data: str) -> list[str]:
    """The pages that say nothing of a data set, neither in words nor on a turn."""
    opened = ((page, open_page(page, data)) for page in PAGES)
    return [page for page, app in opened if not text(app) and not turn(app)]
