"""What a large upload costs, in calls of functions: they are the same on a busy machine."""

import cProfile
import pstats

import pytest

from kotaku.intake.understand import build_dataset

HEADING = "id_rt;id_lokasi;rt_rw;luas verifikasi (ha);jumlah bangunan;1a;skor 2b"
# rows of which each gives a finding, with the most calls that one more finding may cost
KINDS = {
    "typed twice": (lambda i: f"R{i % 7};L1;{i};1,5;10;2;3", 60),
    "typed twice, with cells that are no figures": (lambda i: f"R{i % 7};L1;{i};9;x;y;z", 120),
}


def _calls(rows: list[str]) -> tuple[int, int]:
    """Return how many calls reading takes, and the findings that it gives."""
    data = "\n".join([HEADING, *rows]).encode()
    profile = cProfile.Profile()
    profile.enable()
    dataset = build_dataset([("rt.csv", data)])
    profile.disable()
    return pstats.Stats(profile).total_calls, len(dataset.findings)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_one_more_finding_costs_few_calls(kind: str) -> None:
    line, most = KINDS[kind]
    _calls([line(i) for i in range(1000)])  # the first reading fetches lists of words
    few, findings = _calls([line(i) for i in range(1000)])
    many, more_findings = _calls([line(i) for i in range(3000)])
    assert more_findings - findings >= 2000
    assert (many - few) / (more_findings - findings) <= most
