"""What every test may ask for."""

import ctypes
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from kotaku.intake.safe.children import can_fork
from kotaku.store import Store
from kotaku.store.database import FILE_NAME
from tests.browser import nursery

# a busy machine is slow, not wrong; what fails is told at once, not made smaller for minutes
settings.register_profile(
    "uji", deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
settings.load_profile("uji")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))


def pytest_configure(config: pytest.Config) -> None:
    """Let all processes of a run have their servers of the app from one nursery."""
    first = not hasattr(config, "workerinput")
    if not (first and config.getoption("numprocesses", None)):
        gc.disable()  # until all tests are collected, for nothing of them goes
    elif can_fork():
        nursery.share()


def pytest_collection_finish() -> None:
    """Let the collector pass over what is here to stay: thousands of tests and their libraries."""
    gc.enable()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _solvers_speak_in_time() -> Iterator[None]:
    """Empty C's buffer while output is captured: else it would come after pytest's last line."""
    yield
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The collected cases and real files beside the project; tests on them skip without."""
    if not SHARED.is_dir():
        pytest.skip("folder shared/ di samping proyek tidak ada: kasus nyata tidak diuji")
    return SHARED


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store without a row: to copy it takes a tenth of making one."""
    made = tmp_path_factory.mktemp("penyimpanan")
    Store.in_folder(made).close()
    return made / FILE_NAME
