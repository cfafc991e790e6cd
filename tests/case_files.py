"""Worked cases: tables of one unit, published or constructed, with what must come out."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from kotaku import rules

CASES = Path(__file__).parent / "cases"
DENOMINATORS = {
    "luasVerifikasi": "luas_verifikasi_ha",
    "jumlahBangunan": "jumlah_bangunan",
    "jumlahKK": "jumlah_kk",
    "panjangJalanIdeal": "panjang_jalan_ideal_m",
    "panjangDrainaseIdeal": "panjang_drainase_ideal_m",
}
CLASSES = {
    "KUMUH BERAT": "berat",
    "KUMUH SEDANG": "sedang",
    "KUMUH RINGAN": "ringan",
    "TIDAK KUMUH": "tidak_kumuh",
}


@dataclass(frozen=True)
class Case:
    """One case file: the remarks of its head and the rows of its table."""

    path: Path
    remarks: dict[str, str]
    rows: list[dict[str, str]]

    @classmethod
    def read(cls, path: Path) -> Case:
        lines = path.read_text(encoding="utf-8").splitlines()
        head = [line[1:].strip() for line in lines if line.startswith("#")]
        remarks = dict(line.partition(": ")[::2] for line in head)
        return cls(path, remarks, list(csv.DictReader(x for x in lines if not x.startswith("#"))))

    def phase(self, phase: str) -> list[dict[str, str]]:
        """Return the rows of a phase in the order of the criteria."""
        rows = {r["criterion_id"]: r for r in self.rows if r["phase"] == phase}
        return [rows[c] for c in rules.load().criterion_ids] if rows else []

    def column(self, phase: str, name: str) -> np.ndarray:
        """Return one column of a phase as numbers; NaN where empty."""
        return np.array([float(r[name]) if r[name] else np.nan for r in self.phase(phase)])

    @cached_property
    def denominators(self) -> dict[str, float]:
        """Return the denominators of the unit by their canonical column."""
        return {ours: float(self.remarks[name]) for name, ours in DENOMINATORS.items()}

    def denominator(self) -> np.ndarray:
        """Return the denominator of each criterion."""
        return np.array([self.denominators[c.denominator] for c in rules.load().criteria])

    def expected(self, phase: str) -> tuple[int, str, float, float]:
        """Return total, class, plain and scored-only mean of a synthetic case."""
        text = self.remarks[f"{phase}_expected"]
        found = re.fullmatch(r"total (\d+) class (.+) rata2 plain (\S+) scoredonly (\S+)", text)
        assert found, text
        total, name, plain, scored = found.groups()
        return int(total), CLASSES[name], float(plain), float(scored)


def all_of(folder: Path, pattern: str = "*.csv") -> list[Case]:
    """Return the cases of a folder that are tables of one unit."""
    cases = [Case.read(path) for path in sorted(folder.glob(pattern))]
    return [c for c in cases if c.rows and "criterion_id" in c.rows[0]]


JATIM = all_of(CASES / "jatim")
SYNTHETIC = all_of(CASES / "synthetic")
