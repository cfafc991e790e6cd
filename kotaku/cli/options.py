"""What the commands that calculate have in common: files, rule set, level, kab/kota, exit codes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from kotaku import rules
from kotaku.dataset import Dataset
from kotaku.findings import Finding, worst
from kotaku.method.condition import SATUAN

EXIT_CODES = (
    "Kode keluar: 0 baik, 1 bila ada temuan berupa galat, 2 bila berkas atau perintah tidak "
    "terbaca."
)


class Understand(Protocol):
    """What reads the files of a command."""

    def __call__(
        self,
        paths: Sequence[str],
        answers: Mapping[str, str] | None = None,
        regulasi: str | None = None,
    ) -> Dataset:
        """Return the data set of the files under the given answers and rule set."""
        ...


def add(parser: argparse.ArgumentParser, *, json: bool = True) -> None:
    """Add the files and the choices that every calculation knows."""
    parser.add_argument("files", nargs="+", metavar="BERKAS")
    if json:
        parser.add_argument("--json", action="store_true", help="keluarkan JSON")
    parser.add_argument("--satuan", choices=SATUAN, default="rt", help="satuan hitung (baku: rt)")
    rule_ids = [r.id for r in rules.all_regulations()]
    parser.add_argument(
        "--regulasi", choices=rule_ids, help="ikut Profil dan tanggal data bila kosong"
    )
    parser.add_argument(
        "--jawab", action="append", default=[], metavar="KODE=JAWABAN", help="jawab satu pertanyaan"
    )
    parser.add_argument("--kab-kota", metavar="NAMA", help="hanya satu kabupaten/kota")
    parser.epilog = EXIT_CODES


def read(
    options: argparse.Namespace,
    understand: Understand,
    fail: Callable[[str], Exception],
) -> Dataset:
    """Return the data set of the files, of one kabupaten/kota when one was asked for."""
    dataset = understand(options.files, answers_of(options, fail), options.regulasi)
    if options.kab_kota is None:
        return dataset
    found = place_of(options, dataset)
    if found is None:
        known = ", ".join(dataset.kab_kota) or "tidak ada"
        raise fail(f"Kabupaten/kota {options.kab_kota} tidak ada dalam data; yang ada: {known}.")
    return dataset.restrict(found)


def place_of(options: argparse.Namespace, dataset: Dataset) -> str | None:
    """Return the kabupaten/kota that was asked for, as the data spell it."""
    if options.kab_kota is None:
        return None
    names = {name.casefold(): name for name in dataset.kab_kota}
    return names.get(" ".join(options.kab_kota.split()).casefold())


def answers_of(options: argparse.Namespace, fail: Callable[[str], Exception]) -> Mapping[str, str]:
    """Return the answers that were given, by the kode of their question."""
    pairs = [text.partition("=") for text in options.jawab]
    if any(not code or not answer for code, _, answer in pairs):
        raise fail("--jawab perlu KODE=JAWABAN, misalnya --jawab SATUAN-1a2b=m2.")
    return {code: answer for code, _, answer in pairs}


def exit_code(findings: Sequence[Finding]) -> int:
    """Return 1 when a finding is a galat, else 0."""
    return 1 if worst(findings) == "galat" else 0
