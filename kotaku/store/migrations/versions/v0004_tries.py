"""Tries at codes are counted for each code, not only for each client."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whose code was tried; tries made before belong to none and soon pass."""
    op.add_column(
        "percobaan_kode", sa.Column("sasaran", sa.String, nullable=False, server_default="")
    )
