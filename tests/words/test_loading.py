"""Every data file of the package is read by one typed loader that drops no key in silence."""

import importlib
import pkgutil
import re
from pathlib import Path

import msgspec
import pytest

import kotaku
from kotaku.words.loading import FILES, DataFile

PACKAGE = Path(kotaku.__file__).parent
for _module in pkgutil.walk_packages(kotaku.__path__, "kotaku."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)


def place(file: DataFile[object]) -> Path:
    return PACKAGE.joinpath(*file.package.split(".")[1:], file.name)


def tables(content: object, at: tuple[object, ...] = ()):
    """Yield the way to every table of a file, outermost first."""
    if isinstance(content, dict):
        yield at
        for key, value in content.items():
            yield from tables(value, (*at, key))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from tables(value, (*at, number))


def test_no_data_file_is_read_in_another_way():
    assert sorted(map(place, FILES.values())) == sorted(PACKAGE.rglob("*.toml"))
    others = [p for p in PACKAGE.rglob("*.py") if re.search(r"tomllib|toml\.decode", p.read_text())]
    assert [path.name for path in others] == ["loading.py"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_data_file_is_of_its_type(name):
    assert FILES[name]()


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_wrong_key_anywhere_in_a_data_file_fails_with_its_name(name):
    file = FILES[name]
    for way in tables(msgspec.toml.decode(file.content)):
        changed = msgspec.toml.decode(file.content)
        table = changed
        for step in way:
            table = table[step]
        table["kunci_yang_salah"] = [[["nilai yang salah"]]]
        with pytest.raises(ValueError, match=re.escape(file.name)):
            file.typed(changed)


def test_a_missing_key_and_a_value_of_another_kind_fail():
    good = {"judul": "J", "petunjuk": ["P"], "profil": {"a": "b"}}
    file = FILES["kotaku.output/template.toml"]
    assert file.typed(good) == good
    for bad in ({**good, "judul": 3}, {k: v for k, v in good.items() if k != "petunjuk"}):
        with pytest.raises(ValueError, match=re.escape("template.toml")):
            file.typed(bad)
