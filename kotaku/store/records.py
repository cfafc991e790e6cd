"""The tables of the store and what a row of them means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)


@dataclass(frozen=True)
class DatasetInfo:
    """A stored data set without its bytes."""

    id: str
    name: str
    saved_at: datetime  # UTC
    files: tuple[str, ...]  # as named at upload, in order
    size: int  # of all files [bytes]


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept in UTC; a time without a zone is refused because it could mean anything."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        return value.replace(tzinfo=UTC) if value else None


metadata = MetaData()

unggahan = Table(
    "unggahan",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("nama", String, nullable=False),  # the first name these bytes came under
    Column("isi", LargeBinary, nullable=False),
    Column("ukuran", Integer, nullable=False),  # bytes
    Column("waktu_unggah", UtcTime, nullable=False),
    Column("versi_aturan", String, nullable=False),
)

set_data = Table(
    "set_data",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("nama", String, nullable=False),
    Column("waktu", UtcTime, nullable=False),
)

set_data_berkas = Table(
    "set_data_berkas",
    metadata,
    Column("id_set", ForeignKey(set_data.c.id), primary_key=True),
    Column("urutan", Integer, primary_key=True),
    Column("sha256", ForeignKey(unggahan.c.sha256), nullable=False),
    Column("nama", String, nullable=False),  # as named at upload
)
