"""One module a step; alembic orders them by ``down_revision``."""
