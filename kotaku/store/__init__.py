"""What stays between sessions: uploads, data sets, snapshots, follow-ups, meetings, the trail."""

from kotaku.store.access import NotAllowed
from kotaku.store.database import Store
from kotaku.store.errors import StoreError
from kotaku.store.follow_up_age import aged, carried_over, latest_first
from kotaku.store.follow_ups import Conflict, FollowUp, Status, statuses
from kotaku.store.records import DatasetInfo, KeptScenario, Note, Snapshot, SnapshotInfo, UploadInfo
from kotaku.store.session import Session
from kotaku.store.writer import Writer

__all__ = [
    "Conflict",
    "DatasetInfo",
    "FollowUp",
    "KeptScenario",
    "NotAllowed",
    "Note",
    "Session",
    "Snapshot",
    "SnapshotInfo",
    "Status",
    "Store",
    "StoreError",
    "UploadInfo",
    "Writer",
    "aged",
    "carried_over",
    "latest_first",
    "statuses",
]
