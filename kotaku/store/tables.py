"""The tables of the store as they are after the last migration."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from kotaku.store.types import UtcTime

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
    # Lists need the size; without this index SQLite walks through all bytes to reach it.
    Index("ix_unggahan_ukuran", "sha256", "ukuran"),
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

# One meeting and where it stands.
rakor = Table(
    "rakor",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("nama", String, nullable=False),
    Column("waktu", UtcTime, nullable=False),
    Column("id_data", String, nullable=False),  # a stored data set or the name of a sample
    Column("agenda", JSON, nullable=False),  # kab/kota in the order of their turns
    Column("giliran", Integer, nullable=False),  # place in the agenda, from 0
    Column("jatah_detik", Integer, nullable=False),  # of one turn
    Column("terpakai_detik", Float, nullable=False),  # of this turn, before mulai
    Column("mulai", UtcTime),  # since when the clock runs; NULL while it stands
    Column("penyaji", String, nullable=False),
    Column("revisi", Integer, nullable=False),
)

potret = Table(
    "potret",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("id_rakor", ForeignKey(rakor.c.id)),
    Column("id_data", String, nullable=False),
    Column("nama", String, nullable=False),
    Column("waktu", UtcTime, nullable=False),
    Column("oleh", String, nullable=False),
    Column("versi_aturan", String, nullable=False),
    Column("ringkasan", JSON, nullable=False),
    Column("disepakati", UtcTime),  # when it was agreed; locked from then on
    Column("disepakati_oleh", String, nullable=False),
    Index("ix_potret_waktu", "waktu"),
)

# Every edit is a row; the one with the highest versi is in force.
tindak_lanjut = Table(
    "tindak_lanjut",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("versi", Integer, primary_key=True),
    Column("id_rakor", ForeignKey(rakor.c.id), nullable=False),
    Column("kab_kota", String, nullable=False),
    Column("klaster", String, nullable=False),
    Column("masalah", Text, nullable=False),
    Column("tindakan", Text, nullable=False),
    Column("pic", String, nullable=False),
    Column("batas_waktu", Date),
    Column("status", String, nullable=False),
    Column("tautan", String, nullable=False),  # the figure or finding it came from
    Column("waktu", UtcTime, nullable=False),
    Column("oleh", String, nullable=False),
    Index("ix_tindak_lanjut_id_rakor", "id_rakor"),
)

catatan = Table(
    "catatan",
    metadata,
    Column("nomor", Integer, primary_key=True),
    Column("id_rakor", ForeignKey(rakor.c.id), nullable=False),
    Column("kab_kota", String, nullable=False),
    Column("teks", Text, nullable=False),
    Column("waktu", UtcTime, nullable=False),
    Column("oleh", String, nullable=False),
    Index("ix_catatan_id_rakor", "id_rakor"),
    sqlite_autoincrement=True,
)

# What a person decided once and is not asked again.
pilihan = Table(
    "pilihan",
    metadata,
    Column("jenis", String(16), primary_key=True),
    Column("kunci", String, primary_key=True),
    Column("isi", JSON, nullable=False),
    Column("waktu", UtcTime, nullable=False),
    Column("oleh", String, nullable=False),
)

skenario = Table(
    "skenario",
    metadata,
    Column("kab_kota", String, primary_key=True),  # "" = the whole province
    Column("nama", String, primary_key=True),
    Column("isi", JSON, nullable=False),
    Column("waktu", UtcTime, nullable=False),
    Column("oleh", String, nullable=False),
)

# The audit trail; nothing changes or removes a row of it.
jejak = Table(
    "jejak",
    metadata,
    Column("nomor", Integer, primary_key=True),
    Column("waktu", UtcTime, nullable=False),
    Column("oleh", String, nullable=False),
    Column("peran", String(16), nullable=False),
    Column("kab_kota", String, nullable=False),  # whose turn or part it concerns
    Column("tindakan", String(32), nullable=False),
    Column("objek", String, nullable=False),
    Column("sebelum", JSON(none_as_null=True)),
    Column("sesudah", JSON(none_as_null=True)),
    sqlite_autoincrement=True,
)

kode_penyaji = Table(
    "kode_penyaji",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("garam", LargeBinary, nullable=False),
    Column("sandi", LargeBinary, nullable=False),
    Column("waktu", UtcTime, nullable=False),
)

kode_korkot = Table(
    "kode_korkot",
    metadata,
    Column("kab_kota", String, primary_key=True),
    Column("garam", LargeBinary, nullable=False),
    Column("sandi", LargeBinary, nullable=False),
    Column("waktu", UtcTime, nullable=False),
)

percobaan_kode = Table(
    "percobaan_kode",
    metadata,
    Column("nomor", Integer, primary_key=True),
    Column("waktu", UtcTime, nullable=False),
    Column("klien", String, nullable=False),
    Column("sasaran", String, nullable=False, server_default=""),  # whose code was tried
    sqlite_autoincrement=True,
)
