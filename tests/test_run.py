"""run.py: what it says, when it installs, and that exit codes reach the caller."""

import importlib.util
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py in an empty folder, with its children replaced by a list of what was called."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.lock").write_text("a==1\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\nb==1\n")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "works", lambda: True)
    monkeypatch.setattr(module, "own_address", lambda: "127.0.0.1")
    module.calls = []
    module.codes = {}

    def call(*arguments):
        module.calls.append(arguments)
        return next((code for word, code in module.codes.items() if word in arguments), 0)

    monkeypatch.setattr(module, "call", call)
    return module


def installs(run) -> list[str]:
    return [arguments[-1] for arguments in run.calls if "pip" in arguments]


def test_any_other_word_shows_the_usage(run, capsys):
    assert run.main(["uji"]) == 2
    assert "python run.py test" in capsys.readouterr().err
    assert run.calls == []


def test_an_old_python_is_told_which_one_is_needed(run, capsys, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    assert run.main([]) == 1
    assert "Python 3.10 terlalu lama: perlu Python 3.11" in capsys.readouterr().err


def test_it_opens_the_app_and_installs_only_once(run):
    for _ in range(2):
        assert run.main([]) == 0
    assert installs(run) == ["requirements.lock"]
    assert [c[:4] for c in run.calls if "streamlit" in c] == [
        ("-m", "streamlit", "run", "app.py")
    ] * 2


def test_it_installs_again_when_the_requirements_changed(run, tmp_path):
    run.main([])
    (tmp_path / "requirements.lock").write_text("a==2\n")
    run.main([])
    assert installs(run) == ["requirements.lock"] * 2


def test_the_tools_of_the_tests_bring_what_the_app_needs(run):
    run.main(["test"])
    run.main([])
    assert installs(run) == ["requirements.lock", "requirements-dev.txt"]


def test_a_failed_installation_is_said_and_tried_again(run, capsys):
    run.codes = {"pip": 1}
    assert run.main([]) == 1
    assert "internet" in capsys.readouterr().err
    run.codes = {}
    assert run.main([]) == 0
    assert installs(run) == ["requirements.lock"] * 2


def test_pytest_comes_last_and_gets_the_options(run):
    assert run.main(["test", "-k", "toko"]) == 0
    assert run.calls[-1] == ("-m", "pytest", *run.WORKERS, "-k", "toko")
    assert len(run.calls) == len(run.CHECKS) + 3


@pytest.mark.parametrize(("failing", "code"), [("pytest", 5), ("mypy", 2), ("ruff", 1)])
def test_exit_codes_are_passed_on_and_every_check_runs(run, capsys, failing, code):
    run.codes = {failing: code}
    assert run.main(["test"]) == code
    assert run.calls[-1] == ("-m", "pytest", *run.WORKERS)
    assert (failing in capsys.readouterr().err) == (failing != "pytest")


def test_a_screen_gets_a_window_and_a_server_does_not(run, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "STREAMLIT_SERVER_HEADLESS"):
        monkeypatch.delenv(name, raising=False)
    assert run.window() == ()
    monkeypatch.setenv("DISPLAY", ":0")
    assert run.window() == ("--server.headless=false",)
    monkeypatch.setenv("STREAMLIT_SERVER_HEADLESS", "true")
    assert run.window() == ()


def test_the_projector_s_form_is_laid_over_light_and_dark(run, tmp_path):
    (tmp_path / ".streamlit").mkdir()
    form = (ROOT / ".streamlit" / "proyektor.toml").read_text(encoding="utf-8")
    (tmp_path / ".streamlit" / "proyektor.toml").write_text(form, encoding="utf-8")
    assert run.main(["--proyektor"]) == 0
    opened = next(c for c in run.calls if "streamlit" in c)
    assert "--theme.baseFontSize=20" in opened
    for side in ("light", "dark"):
        assert f"--theme.{side}.backgroundColor=#ffffff" in opened
        assert f"--theme.{side}.textColor=#000000" in opened


def test_streamlit_knows_every_option_of_the_projector_s_form():
    from streamlit import config

    table = tomllib.loads((ROOT / ".streamlit" / "proyektor.toml").read_text(encoding="utf-8"))
    names = {f"theme.{name}" for name in table["theme"]}
    names |= {f"theme.{side}.{name}" for side in ("light", "dark") for name in table["warna"]}
    assert names <= set(config.get_config_options())
