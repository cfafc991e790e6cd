"""The memory of the rakor: meetings, snapshots, follow-ups, notes, choices, trail, code."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; those of uploads stay, with an index for their lists."""
    op.create_index("ix_unggahan_ukuran", "unggahan", ["sha256", "ukuran"])
    _meeting()
    _choices()
    _trail()


def _meeting() -> None:
    op.create_table(
        "rakor",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("nama", sa.String, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
        sa.Column("id_data", sa.String, nullable=False),
        sa.Column("agenda", sa.JSON, nullable=False),
        sa.Column("giliran", sa.Integer, nullable=False),
        sa.Column("jatah_detik", sa.Integer, nullable=False),
        sa.Column("terpakai_detik", sa.Float, nullable=False),
        sa.Column("mulai", sa.DateTime),
        sa.Column("penyaji", sa.String, nullable=False),
        sa.Column("revisi", sa.Integer, nullable=False),
    )
    op.create_table(
        "potret",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("id_rakor", sa.String(16), sa.ForeignKey("rakor.id")),
        sa.Column("id_data", sa.String, nullable=False),
        sa.Column("nama", sa.String, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
        sa.Column("oleh", sa.String, nullable=False),
        sa.Column("versi_aturan", sa.String, nullable=False),
        sa.Column("ringkasan", sa.JSON, nullable=False),
        sa.Column("disepakati", sa.DateTime),
        sa.Column("disepakati_oleh", sa.String, nullable=False),
    )
    op.create_index("ix_potret_waktu", "potret", ["waktu"])
    op.create_table(
        "tindak_lanjut",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("versi", sa.Integer, primary_key=True),
        sa.Column("id_rakor", sa.String(16), sa.ForeignKey("rakor.id"), nullable=False),
        sa.Column("kab_kota", sa.String, nullable=False),
        sa.Column("klaster", sa.String, nullable=False),
        sa.Column("masalah", sa.Text, nullable=False),
        sa.Column("tindakan", sa.Text, nullable=False),
        sa.Column("pic", sa.String, nullable=False),
        sa.Column("batas_waktu", sa.Date),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("tautan", sa.String, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
        sa.Column("oleh", sa.String, nullable=False),
    )
    op.create_index("ix_tindak_lanjut_id_rakor", "tindak_lanjut", ["id_rakor"])
    op.create_table(
        "catatan",
        sa.Column("nomor", sa.Integer, primary_key=True),
        sa.Column("id_rakor", sa.String(16), sa.ForeignKey("rakor.id"), nullable=False),
        sa.Column("kab_kota", sa.String, nullable=False),
        sa.Column("teks", sa.Text, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
        sa.Column("oleh", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_catatan_id_rakor", "catatan", ["id_rakor"])


def _choices() -> None:
    op.create_table(
        "pilihan",
        sa.Column("jenis", sa.String(16), primary_key=True),
        sa.Column("kunci", sa.String, primary_key=True),
        sa.Column("isi", sa.JSON, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
        sa.Column("oleh", sa.String, nullable=False),
    )
    op.create_table(
        "skenario",
        sa.Column("kab_kota", sa.String, primary_key=True),
        sa.Column("nama", sa.String, primary_key=True),
        sa.Column("isi", sa.JSON, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
        sa.Column("oleh", sa.String, nullable=False),
    )


def _trail() -> None:
    op.create_table(
        "jejak",
        sa.Column("nomor", sa.Integer, primary_key=True),
        sa.Column("waktu", sa.DateTime, nullable=False),
        sa.Column("oleh", sa.String, nullable=False),
        sa.Column("peran", sa.String(16), nullable=False),
        sa.Column("kab_kota", sa.String, nullable=False),
        sa.Column("tindakan", sa.String(32), nullable=False),
        sa.Column("objek", sa.String, nullable=False),
        sa.Column("sebelum", sa.JSON),
        sa.Column("sesudah", sa.JSON),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kode_penyaji",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("garam", sa.LargeBinary, nullable=False),
        sa.Column("sandi", sa.LargeBinary, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
    )
    op.create_table(
        "percobaan_kode",
        sa.Column("nomor", sa.Integer, primary_key=True),
        sa.Column("waktu", sa.DateTime, nullable=False),
        sa.Column("klien", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
