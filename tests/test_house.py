"""The rules of the house: what the code may import, call and name, whoever writes it."""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from kotaku import schema
from kotaku.findings import catalogue

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {"var", "screenshots", "__pycache__"}
TEXT = {".py", ".toml", ".md", ".txt", ".json", ".geojson", ".csv", ".yml", ".js", ".css", ""}
RUNTIME = ("app.py", "pages", "kotaku", "web")

BANNED = {
    "unsafe_allow_html": "cell text must never become markup",
    "st.html(": "cell text must never become markup",
    "plotly.express": "17 ms a figure where graph_objects costs 1",
    "components.v1": "deprecated; components.v2 exists",
    "use_container_width": "deprecated; width= exists",
}


def ours(*places: str, suffix: str | None = None) -> list[Path]:
    """Return the project's own files under the places (all of them by default)."""
    found: list[Path] = []
    for place in places or (".",):
        start = ROOT / place
        if start.is_file():
            found.append(start)
        for folder, inner, names in os.walk(start):
            hidden = {name for name in inner if name.startswith(".")}
            inner[:] = [n for n in inner if n in (".ci", ".streamlit") or n not in hidden]
            inner[:] = [n for n in inner if n not in NOT_OURS]
            found += [Path(folder, name) for name in names]
    return sorted(path for path in found if suffix in (None, path.suffix))


def imports(path: Path) -> Iterator[str]:
    """Yield the top-level name of every absolute import of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


def requirements(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_imports_point_one_way(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_the_calculation_does_not_know_streamlit():
    users = [p for p in ours("kotaku", suffix=".py") if "streamlit" in imports(p)]
    assert users == []


def test_run_needs_nothing_but_python():
    assert set(imports(ROOT / "run.py")) <= sys.stdlib_module_names


def test_whatever_the_app_imports_is_installed_by_its_requirements():
    declared = {canonical(line.split("==")[0]) for line in requirements("requirements.txt")}
    providers = packages_distributions()
    missing = {
        (name, path.relative_to(ROOT).as_posix())
        for path in ours(*RUNTIME, suffix=".py")
        for name in imports(path)
        if name not in sys.stdlib_module_names
        and name not in ("kotaku", "pages", "run", "web")
        and not declared & {canonical(d) for d in providers.get(name, [])}
    }
    assert missing == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned(name):
    loose = [
        line
        for line in requirements(name)
        if line != "-r requirements.txt" and not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line)
    ]
    assert loose == []


def test_what_the_app_installs_is_held_to_the_hashes_of_its_files():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\w)", text.replace("\\\n", " "))
    locked = {e.split()[0].lower(): e for e in entries if not e.startswith("#")}
    assert [name for name, e in locked.items() if "--hash=sha256:" not in e] == []
    assert [pin for pin in requirements("requirements.txt") if pin.lower() not in locked] == []


@pytest.mark.parametrize("path", ours(suffix=".toml"), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_data_file_can_be_read(path):
    assert tomllib.loads(path.read_text(encoding="utf-8"))


def test_no_call_that_is_unsafe_slow_or_deprecated():
    found = [
        f"{path.relative_to(ROOT)}: {call} ({why})"
        for path in ours(*RUNTIME, "benchmarks", suffix=".py")
        for call, why in BANNED.items()
        if call in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_one_place_draws_tables_whose_cells_streamlit_reads_as_markdown():
    found = [p.name for p in ours("pages", suffix=".py") if "st.table(" in p.read_text("utf-8")]
    assert found == ["tables.py"]


def test_nothing_names_a_folder_of_some_machine():
    machine = re.compile(r"(?<![\w.}>)\]])/(work|root|tmp|home|farm|Users)/")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:80]}"
        for path in ours()
        if path.suffix in TEXT and path.name != ".git"  # a file in a linked worktree
        for line in path.read_text(encoding="utf-8").splitlines()
        if machine.search(line) and path != Path(__file__)
    ]
    assert found == []


def test_the_server_asks_and_tells_nothing_outside():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["showEmailPrompt"] is False
    assert config["logger"]["hideWelcomeMessage"] is True
    assert config["client"]["showErrorDetails"] == "none"


def test_the_readme_names_files_that_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w.-]+(?:/[\w.-]*)*)`", text)) | set(
        re.findall(r"\]\(([\w.-]+(?:/[\w.-]*)*)\)", text)
    )
    made_at_run_time = {".venv", ".venv/", "var/"}
    paths = {
        name
        for name in named - made_at_run_time
        if "/" in name or Path(name).suffix in {".py", ".md", ".toml", ".txt"}
    }
    assert "run.py" in paths
    assert [name for name in sorted(paths) if not (ROOT / name).exists()] == []


GENERIC = (
    "kotaku/dataset.py",
    "kotaku/schema",
    "kotaku/checks/engine.py",
    "kotaku/checks/address.py",
    "kotaku/checks/keys.py",
    "kotaku/checks/constraints.py",
    "kotaku/output/template.py",
)


def test_what_serves_every_table_names_none():
    named = {*schema.tables()} - {schema.PROFILE}
    found = [
        (path.relative_to(ROOT).as_posix(), node.value)
        for path in ours(*GENERIC, suffix=".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in named
    ]
    assert found == []


def rules_of(spec):
    """Return the columns and the findings that the rules of a table speak of."""
    columns = [*spec.across, *spec.amounts, *spec.identity, *spec.key, *spec.places]
    findings = [rule.finding for kind in ("ranges", "filled", "order", "parts", "companions")
                for rule in getattr(spec, kind)]  # fmt: skip
    columns += [column for rule in (*spec.ranges, *spec.filled) for column in rule.columns]
    columns += [c for rule in spec.order for c in (rule.first, rule.then)]
    columns += [c for rule in spec.parts for c in (rule.part, rule.whole)]
    columns += [c for rule in spec.companions for c in (*rule.when, rule.column)]
    columns += [rule.column for rule in spec.references]
    findings += [code for rule in spec.references for code in (rule.unknown, rule.excluded)]
    if spec.twice:
        columns += spec.twice.key
        findings += [spec.twice.same, spec.twice.other]
    return {*columns}, {*findings} - {""}


@pytest.mark.parametrize("spec", schema.tables().values(), ids=lambda spec: spec.name)
def test_every_rule_of_the_schema_speaks_of_what_exists(spec):
    columns, findings = rules_of(spec)
    assert columns <= {*spec.columns} <= {*schema.fields()}
    assert findings <= {*catalogue()}
    assert [r for r in spec.references if not schema.tables()[r.table].identity] == []
    assert schema.tables().get(spec.companion, spec).companion in ("", spec.name)
    for rule in spec.companions:
        for column, choices in rule.when.items():
            assert {*choices} <= {*spec.choices[column]}


def test_no_file_has_grown_two_ideas():
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in ours(suffix=".py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


# A subject has a module of its name in each room that treats it: checked, worked out, told, drawn.
SUBJECTS = {
    "achievement", "areas", "assets", "audit", "bases", "change", "claims", "conflicts", "coverage",
    "funds", "headline", "kpi", "published", "reduction", "schedule", "units", "works",
}  # fmt: skip
# What a room calls its own: its words, its rows, what runs it.
GENERAL = {
    "dates", "engine", "frames", "heads", "joining", "limits", "listed", "model", "numbers",
    "reader", "rows", "words",
}  # fmt: skip
DRAWERS = ("plotly", "powerpoint", "picture")  # each draws the same charts


def test_a_module_shares_its_name_with_none_of_another_meaning():
    named: dict[str, list[str]] = {}
    for path in ours("kotaku", suffix=".py"):
        if path.stem not in ("__init__", "__main__") and path.parent.name not in DRAWERS:
            named.setdefault(path.stem, []).append(path.relative_to(ROOT).as_posix())
    assert {name for name, places in named.items() if len(places) > 1} == SUBJECTS | GENERAL


def test_a_public_class_has_a_name_of_its_own():
    named: dict[str, list[str]] = {}
    for path in ours("kotaku", "pages", "web", suffix=".py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named.setdefault(node.name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: places for name, places in named.items() if len(places) > 1} == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows tidak mengenal izin jalan")
def test_ci_can_be_started():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_digits_are_those_that_int_reads() -> None:
    """``isdigit`` takes ² and ③ for digits; ``int`` does not: files would be lost."""
    found = [p.name for p in ours("kotaku", "pages", "web", suffix=".py")
             if ".isdigit(" in p.read_text(encoding="utf-8")]  # fmt: skip
    assert found == []
