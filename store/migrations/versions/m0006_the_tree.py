"""The tree over all entries, what has no place in it yet, and what was signed of it."""

import sqlalchemy as sa
from alembic import op

from store.migrations.guards import let_only_grow
from store.migrations.log_guards import guard_log

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make room for the tree; every entry that is there already waits for its place."""
    op.create_table(
        "pending",
        sa.Column("incident", sa.String, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
    )
    op.create_table(
        "leaves",
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("incident", sa.String, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.UniqueConstraint("incident", "seq", name="leaves_entry"),
    )
    op.create_table(
        "tiles",
        sa.Column("level", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("root", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.execute("INSERT INTO pending SELECT incident, seq FROM entries")
    let_only_grow("leaves", [("place",), ("incident", "seq")])
    let_only_grow("checkpoints", [("size",)])
    guard_log()
