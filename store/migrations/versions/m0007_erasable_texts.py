"""Texts that can be erased lie beside their entries; older entries keep theirs inside."""

import sqlalchemy as sa
from alembic import op

from store.migrations.log_guards import let_only_shrink

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make room for the texts."""
    op.create_table(
        "seals",
        sa.Column("incident", sa.String, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    let_only_shrink("seals", ("incident", "seq", "digest"))
