"""The public face of the package, and what a wheel of it holds."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import kotaku
from kotaku import paths
from kotaku.dataset import Dataset

PACKAGE = Path(kotaku.__file__).parent
NTT = paths.SAMPLES["Contoh NTT 2019"]


def python(code: str, folder: Path) -> str:
    """Run a line in a Python of its own that sees the package alone."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def installed(tmp_path):
    """Lay the package out as a wheel does: no app, no data, the static files inside."""
    shutil.copytree(PACKAGE, tmp_path / "kotaku", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(paths.ROOT / "static", tmp_path / "kotaku" / "static")
    return tmp_path


def test_two_calls_lead_from_files_to_the_known_total():
    dataset = kotaku.read([NTT])
    account = kotaku.evaluate(dataset, kotaku.Settings()).akun_luas
    assert isinstance(dataset, Dataset)
    whole = account[account["kab_kota"] == ""]
    assert whole["luas_awal_ha"].unique().tolist() == pytest.approx([202.43])


def test_paths_and_contents_may_be_given_and_names_stay_apart():
    content = NTT.read_bytes()
    dataset = kotaku.read([NTT, (NTT.name, content)])
    assert len({file.name for file in dataset.files}) == 2


def test_the_face_is_light_until_it_is_used(installed):
    heavy = (
        "import json, sys, kotaku; print(json.dumps(sorted({'pandas', 'numpy'} & {*sys.modules})))"
    )
    assert json.loads(python(heavy, installed)) == []


def test_everything_promised_is_there():
    assert [name for name in kotaku.__all__ if getattr(kotaku, name, None) is None] == []
    with pytest.raises(AttributeError):
        kotaku.nothing_of_this_name  # noqa: B018


def test_the_mark_of_the_rules_moves_with_a_rule_and_with_a_method_and_with_nothing_else(installed):
    package = installed / "kotaku"

    def mark() -> str:
        return python("import kotaku; print(kotaku.RULES)", installed).strip()

    first = mark()
    assert first == kotaku.RULES
    for name in ("rules/umum.toml", "method/reduction.py"):
        text = (package / name).read_bytes()
        (package / name).write_bytes(text + b"\n# changed\n")
        assert mark() != first
        (package / name).write_bytes(text.replace(b"\n", b"\r\n"))  # as Windows checks it out
    (package / "output" / "words.py").write_text("# changed\n", encoding="utf-8")
    assert mark() == first


def test_an_installed_package_keeps_its_store_in_the_folder_of_work_and_finds_its_land(installed):
    told = python("from kotaku import paths; print(paths.STORE, paths.LAND.is_file())", installed)
    assert told.split() == [str(installed / "var"), "True"]


def test_the_wheel_takes_every_data_file_of_the_package_along():
    patterns = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    given = patterns["tool"]["setuptools"]["package-data"]
    left = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", ".toml")
        if not any(
            path in [*PACKAGE.joinpath(*package.split(".")[1:]).glob(pattern)]
            for package, wanted in given.items()
            if package != "*"
            for pattern in wanted
        )
    ]
    assert given["*"] == ["*.toml"]
    assert left == []
    folders = {path.parent for path in PACKAGE.rglob("*.toml")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
