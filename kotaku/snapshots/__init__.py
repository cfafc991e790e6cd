"""The memory of the meetings: snapshots, what changed between two of them, the trail in words."""

from kotaku.snapshots.change import (
    Change,
    KeptSnapshot,
    baseline,
    changes,
    fits,
    same_way,
    since_words,
)
from kotaku.snapshots.comparison import Comparison, compare, hindrances, place_of
from kotaku.snapshots.headline import Figure, figures
from kotaku.snapshots.moved import moved
from kotaku.snapshots.potret import (
    Origin,
    Potret,
    Way,
    area_figures,
    origin_of,
    pack,
    snapshot_of,
    take,
    unpack,
    way_of,
)
from kotaku.snapshots.remarks import CHANGES, answer, way_line
from kotaku.snapshots.trail_words import kinds, readable
from kotaku.snapshots.trends import Point, trend

__all__ = [
    "CHANGES",
    "Change",
    "Comparison",
    "Figure",
    "KeptSnapshot",
    "Origin",
    "Point",
    "Potret",
    "Way",
    "answer",
    "area_figures",
    "baseline",
    "changes",
    "compare",
    "figures",
    "fits",
    "hindrances",
    "kinds",
    "moved",
    "origin_of",
    "pack",
    "place_of",
    "readable",
    "same_way",
    "since_words",
    "snapshot_of",
    "take",
    "trend",
    "unpack",
    "way_line",
    "way_of",
]
