"""A code of its own for each korkot."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of the codes; nothing else changes."""
    op.create_table(
        "kode_korkot",
        sa.Column("kab_kota", sa.String, primary_key=True),
        sa.Column("garam", sa.LargeBinary, nullable=False),
        sa.Column("sandi", sa.LargeBinary, nullable=False),
        sa.Column("waktu", sa.DateTime, nullable=False),
    )
