"""Ask for known holes in the packages of the lock, where a database of them can be reached.

``python -m tests.audit`` fails on a hole that is known. Without a network nothing is known: it says
that nothing was asked, and fails nobody for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = "requirements.lock"
ROOT = Path(__file__).resolve().parents[1]
SERVICES = ("osv", "pypi")  # the next is asked where one does not answer
PATIENCE_S = 120
NOT_RUN = "Audit paket TIDAK dijalankan: basis data celah keamanan tidak terjangkau."
CLEAN = "Audit paket: {audited} paket diperiksa, tanpa celah yang dikenal."
FOUND = "Audit paket: celah yang dikenal pada {names}. Perbarui, lalu buat ulang requirements.lock."
SKIPPED = " Tidak dapat diperiksa: {names}."


def main() -> int:
    """Print what is known; 1 when there is a hole."""
    for service in SERVICES:
        if (told := verdict(_asked(service))) is not None:
            sentence, code = told
            print(sentence, flush=True)
            return code
    print(NOT_RUN, flush=True)
    return 0


def verdict(said: str) -> tuple[str, int] | None:
    """Return the sentence and exit code of what the tool said; None when it knows of no package.

    A package that the database was not asked about, or did not answer for, is no package without
    holes: the tool itself would call it clean.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    audited = [one for one in packages if "vulns" in one]
    if not audited:
        return None
    skipped = ", ".join(one["name"] for one in packages if "vulns" not in one)
    rest = SKIPPED.format(names=skipped) if skipped else ""
    holes = [
        f"{one['name']} {one['version']} ({', '.join(hole['id'] for hole in one['vulns'])})"
        for one in audited
        if one["vulns"]
    ]
    if holes:
        return FOUND.format(names="; ".join(holes)) + rest, 1
    return CLEAN.format(audited=len(audited)) + rest, 0


def _asked(service: str) -> str:
    """Return what the tool says of the lock; "" when it came to no end."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", LOCK, "--require-hashes",
               "--disable-pip", "--progress-spinner=off", "--format=json", "--timeout=5",
               f"--vulnerability-service={service}"]  # fmt: skip
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
