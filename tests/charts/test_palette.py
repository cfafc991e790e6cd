"""The class colours, seen by colour-blind eyes and on a grey print."""

from itertools import combinations

import numpy as np
import pytest

from kotaku.charts.palette import AKUN, CLASSES, KELAS, SISA, STATUS

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
SCORED = [KELAS[key] for key in CLASSES if key != "belum"]
PAIRS = list(combinations(SCORED, 2))


def linear(swatch):
    srgb = np.array(swatch.rgb) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab(light):
    t = TO_XYZ @ np.clip(light, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_oracle_knows_white_and_a_published_red():
    assert lab(np.ones(3)) == pytest.approx([100, 0, 0], abs=0.01)
    assert lab(np.array([1.0, 0, 0])) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda s: s.key)
def test_classes_differ_for_every_eye(sight, one, other):
    # CIE76: 2.3 is the smallest difference that is seen; areas on a projector need ten times that
    distance = np.linalg.norm(lab(SIGHT[sight] @ linear(one)) - lab(SIGHT[sight] @ linear(other)))
    assert distance > 23


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda s: s.key)
def test_classes_differ_on_a_grey_print(one, other):
    assert abs(lab(linear(one))[0] - lab(linear(other))[0]) > 10


def test_colour_never_stands_alone():
    for group in (KELAS, SISA):
        marks = [swatch.mark for swatch in group.values()]
        assert all(marks)
        assert len(set(marks)) == len(marks)
    for group in (KELAS, AKUN, STATUS, SISA):
        labels = [swatch.label for swatch in group.values()]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("swatch", [*KELAS.values(), *SISA.values()], ids=lambda s: s.key)
def test_the_letter_reads_on_its_colour(swatch):
    ink = np.array([int(swatch.ink[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    ink = np.where(ink <= 0.04045, ink / 12.92, ((ink + 0.055) / 1.055) ** 2.4)
    dark, light = sorted((TO_XYZ[1] @ ink, TO_XYZ[1] @ linear(swatch)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
