"""What the store gives back: frozen records, no rows and no connections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class DatasetInfo:
    """A stored data set without its bytes."""

    id: str
    name: str
    saved_at: datetime  # UTC
    files: tuple[str, ...]  # as named at upload, in order
    size: int  # of all files [bytes]


@dataclass(frozen=True)
class UploadInfo:
    """One file of a stored data set, without its bytes."""

    name: str  # in this data set
    sha256: str
    at: datetime  # UTC, when its bytes first came
    size: int  # [bytes]


@dataclass(frozen=True)
class SnapshotInfo:
    """A snapshot without its figures."""

    id: str
    rakor: str | None
    dataset: str  # id of a stored data set, or the name of a sample
    name: str
    at: datetime  # UTC
    by: str
    rules_version: str
    agreed_at: datetime | None  # locked from then on
    agreed_by: str

    @property
    def agreed(self) -> bool:
        """Whether the meeting agreed on it, so that nothing changes it any more."""
        return self.agreed_at is not None


@dataclass(frozen=True)
class Snapshot(SnapshotInfo):
    """The figures of a data set as they stood at one moment."""

    summary: dict[str, Any]  # as the caller computed it


@dataclass(frozen=True)
class Note:
    """What was written down during a turn."""

    number: int
    rakor: str
    kab_kota: str
    text: str
    at: datetime  # UTC
    by: str


@dataclass(frozen=True)
class KeptScenario:
    """A named set of choices to look at again; kab_kota "" concerns the whole province."""

    kab_kota: str
    name: str
    content: Any
    at: datetime  # UTC
    by: str
