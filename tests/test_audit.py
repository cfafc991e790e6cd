"""The audit of packages fails on a hole, and on nothing else."""

import json
import subprocess
from typing import Any

import pytest

from tests import audit
from tests.conftest import ROOT


def said(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": [*packages], "fixes": []})


CLEAN = {"name": "anyio", "version": "4.16.0", "vulns": []}
HOLED = {
    "name": "attrs",
    "version": "26.1.0",
    "vulns": [{"id": "PYSEC-0", "fix_versions": ["27"], "aliases": [], "description": "x"}],
}
UNKNOWN = {"name": "cffi", "skip_reason": "Dependency not found and could not be audited"}


def test_a_known_hole_fails_and_is_named() -> None:
    told = audit.verdict(said(CLEAN, HOLED))
    assert told is not None
    assert told[1] == 1
    assert "attrs 26.1.0 (PYSEC-0)" in told[0]


def test_packages_without_holes_pass_and_who_was_not_asked_about_is_named() -> None:
    told = audit.verdict(said(CLEAN, UNKNOWN))
    assert told is not None
    assert told[1] == 0
    assert "1 paket diperiksa" in told[0]
    assert told[0].endswith("Tidak dapat diperiksa: cffi.")


@pytest.mark.parametrize("text", ["", "no JSON", "{}", "[]", said(), said(UNKNOWN, UNKNOWN)])
def test_a_database_that_knows_no_package_was_not_asked(text: str) -> None:
    assert audit.verdict(text) is None


def test_without_a_network_it_says_that_it_was_not_run_and_fails_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def fails(command: list[str], **_: object) -> None:
        asked.append(command)
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(audit.subprocess, "run", fails)
    assert audit.main() == 0
    assert capsys.readouterr().out.strip() == audit.NOT_RUN
    assert len(asked) == len(audit.SERVICES)
    assert (ROOT / audit.LOCK).is_file()
