"""Uploads and data sets; stores made before there were migrations have these tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is not there yet."""
    op.create_table(
        "unggahan",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("nama", sa.String, nullable=False),
        sa.Column("isi", sa.LargeBinary, nullable=False),
        sa.Column("ukuran", sa.Integer, nullable=False),
        sa.Column("waktu_unggah", sa.DateTime, nullable=False),
        sa.Column("versi_aturan", sa.String, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "set_data",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("nama", sa.String, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "set_data_berkas",
        sa.Column("id_set", sa.String(16), sa.ForeignKey("set_data.id"), primary_key=True),
        sa.Column("urutan", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("unggahan.sha256"), nullable=False),
        sa.Column("nama", sa.String, nullable=False),
        if_not_exists=True,
    )
