"""How the drawn tables are read: right, asked (first answer right or not), or silently wrong.

python -m tests.intake.hard.verdict [COUNT] [SEED] [KIND ...]
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

from kotaku.dataset import Dataset, Question
from kotaku.evaluation import evaluate
from kotaku.intake.model import Workbook
from kotaku.intake.reading.sheets import place_key
from kotaku.intake.understand import build_dataset
from tests.intake.hard import kinds_guards, kinds_odd
from tests.intake.hard.drawing import xlsx
from tests.intake.hard.kinds import KINDS, Case

__all__ = ["KINDS", "RIGHT", "UNTOLD", "WRONG", "judge", "kinds_guards", "kinds_odd", "run"]
RIGHT, ASKED, ASKED_BADLY, WRONG, UNTOLD, UNREAD = (
    "benar",
    "tanya",
    "tanya keliru",
    "SALAH",
    "TAK DIKATAKAN",
    "TAK TERBACA",
)
MOST = 3
WHOLE = 10  # every so many-th goes through a file, the others straight to the reading


@dataclass
class Verdict:
    """What became of one case."""

    word: str
    seen: object = None
    questions: list[str] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)


def read(case: Case, *, answers: dict[str, str] | None = None, whole: bool = False) -> Dataset:
    """Return the data set of a case; ``whole``: through a file, as an upload is read."""
    if whole:
        return build_dataset([("buku.xlsx", xlsx(case.sheets))], answers=answers)
    book = Workbook("buku.xlsx", sha256(b"").hexdigest(), tuple(s.model() for s in case.sheets))
    return build_dataset([("buku.xlsx", b"")], answers=answers, opener=lambda _n, _d: book)


def account(dataset: Dataset) -> tuple[tuple[float, float] | None, dict[str, tuple[float, float]]]:
    """Return hectares at first and left, of all and by kab/kota."""
    frame = evaluate(dataset).akun_luas
    if frame.empty:
        return None, {}
    pairs: dict[str, tuple[float, float]] = {}
    for kab, own in frame.groupby("kab_kota"):
        done = own[own["status"].isin(["", "realisasi"])]
        done = done.sort_values(["tahun", "pengurangan_kumulatif_ha"])
        at_first = float(own["luas_awal_ha"].iloc[-1])
        left = at_first if done.empty else float(done["sisa_ha"].iloc[-1])  # nothing but plans
        pairs[str(kab)] = (at_first, left)
    by_kab = {place_key(k): v for k, v in pairs.items() if k}
    return pairs.get("", next(iter(pairs.values()))), by_kab


def holds(case: Case, dataset: Dataset) -> tuple[bool, object]:
    """Tell whether the figures are those of the case."""
    whole, by_kab = account(dataset)
    if case.none:
        return whole is None, whole
    if whole is None:
        return False, None

    def near(a: float, b: float) -> bool:
        return abs(a - b) <= 0.015 + 1e-4 * abs(b) + case.slack

    wanted = {place_key(k): v for k, v in case.kab.items()}
    fits = near(whole[0], case.awal) and near(whole[1], case.sisa) and {*wanted} == {*by_kab}
    fits = fits and all(near(by_kab[k][n], v[n]) for k, v in wanted.items() for n in (0, 1))
    return fits, (whole, by_kab if {*wanted} != {*by_kab} else len(by_kab))


def _line(question: Question) -> str:
    choices = [(c.jawaban, c.akibat) for c in question.pilihan]
    return f"{question.kode}: {question.pesan} {choices}"


def judge(case: Case, *, whole: bool = False) -> Verdict:
    """Return the verdict of one case."""
    dataset = read(case, whole=whole)
    said = Counter(f.code for f in dataset.findings if f.severity != "info")
    fits, seen = holds(case, dataset)
    asked = [
        f"{q.kode}: {q.pesan} {[(c.jawaban, c.akibat) for c in q.pilihan]}"
        for q in dataset.questions
    ]
    if case.asks:  # nobody can know it from the file
        told = any(q.kode.startswith(case.asks) for q in dataset.questions)
        return Verdict(RIGHT if told else UNTOLD, seen, asked, said)
    if not dataset.questions:
        if case.code and case.code not in {f.code for f in dataset.findings}:
            return Verdict(UNTOLD, seen, asked, said)
        unread = seen is None and not case.none
        return Verdict(RIGHT if fits else UNREAD if unread else WRONG, seen, asked, said)
    answers: dict[str, str] = {}
    for _ in range(MOST):
        answers |= {q.kode: q.pilihan[0].jawaban for q in dataset.questions}
        dataset = read(case, answers=answers)
        if not dataset.questions:
            break
    good, seen = holds(case, dataset)
    good = good and not dataset.questions and len(asked) <= MOST
    return Verdict(ASKED if good else ASKED_BADLY, seen, asked, said)


def run(
    count: int, seed: int, kinds: list[str], *, verbose: bool = True
) -> dict[str, Counter[str]]:
    """Judge ``count`` cases in turns of the kinds; print what is not right."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for n in range(count):
        name = kinds[n % len(kinds)]
        case = KINDS[name](random.Random(f"{seed}-{name}-{n}"))
        verdict = judge(case, whole=n % WHOLE == 0)
        out[name][verdict.word] += 1
        if verbose and verdict.word != RIGHT:
            print(
                f"--- {seed}-{name}-{n}: {verdict.word} {verdict.seen} benarnya {case.awal} "
                f"{case.sisa} {dict(verdict.findings)}"
            )
            for line in verdict.questions:
                print("    ?", line)
    return out


def show(name: str, n: int, seed: int) -> None:
    """Print the cells of one case."""
    case = KINDS[name](random.Random(f"{seed}-{name}-{n}"))
    for sheet in case.sheets:
        print(f"== {sheet.name} {sheet.merged} {sheet.hidden_columns}")
        for i, row in enumerate(sheet.rows, 1):
            print(i, " | ".join("·" if v is None else str(v) for v in row))


def main(arguments: list[str]) -> int:
    """Print the verdicts by kind."""
    if arguments and arguments[0] == "lihat":
        show(arguments[1], int(arguments[2]), int(arguments[3]))
        return 0
    count = int(arguments[0]) if arguments else 300
    seed = int(arguments[1]) if len(arguments) > 1 else random.randrange(10**6)
    began = time.process_time()
    out = run(count, seed, arguments[2:] or list(KINDS))
    total: Counter[str] = Counter()
    for name, counts in out.items():
        total += counts
        print(f"{name:22} {dict(counts)}")
    print(f"benih {seed}: {dict(total)}; {time.process_time() - began:.1f} s")
    return 1 if total[WRONG] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
