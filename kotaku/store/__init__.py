"""What stays between sessions: uploads as they came, and the data sets made of them."""

from kotaku.store.database import Store
from kotaku.store.errors import StoreError
from kotaku.store.records import DatasetInfo

__all__ = ["DatasetInfo", "Store", "StoreError"]
