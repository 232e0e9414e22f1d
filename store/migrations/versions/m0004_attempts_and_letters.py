"""What each channel was asked and answered, in which letter, and by which routes people go."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)

# A landing says that a channel took a notice, which was a letter of its own.
CARRIED = sa.text(
    "INSERT INTO attempts"
    " (letter, channel, number, rounds, route, begun, lease, answer, ended, reason)"
    " SELECT notice, channel, 1, 0, '', at, at, 'taken', at, '' FROM landings"
)

# fmt: off
NEW = {
    "people":  (("team", sa.String, ""), ("routes", sa.Text, "[]"), ("region", sa.String, "")),
    "notices": (
        ("text", sa.Text, ""), ("since", sa.String, ""), ("title", sa.String, ""),
        ("settle", sa.String, ""), ("why", sa.String, ""), ("tries", sa.Integer, "0"),
        ("bundled", sa.Boolean, sa.false()), ("pending", sa.Boolean, sa.false()),
        ("at_once", sa.Boolean, sa.false()),
        ("route", sa.String, ""), ("letter", sa.String, ""), ("doubtful", sa.Text, "[]"),
        ("failed", sa.Text, "[]"), ("undelivered", sa.Text, ""),
    ),
}
# fmt: on


def upgrade() -> None:
    """Carry over what has landed, and make room for the rest."""
    op.create_table(
        "attempts",
        sa.Column("letter", sa.String, primary_key=True),
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("rounds", sa.Integer, nullable=False),
        sa.Column("route", sa.String, nullable=False),
        sa.Column("begun", MOMENT, nullable=False),
        sa.Column("lease", MOMENT, nullable=False),
        sa.Column("answer", sa.String, nullable=False),
        sa.Column("ended", MOMENT),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.execute(CARRIED)
    op.drop_table("landings")
    op.create_table(
        "gathered",
        sa.Column("notice", sa.String, primary_key=True),
        sa.Column("letter", sa.String, nullable=False),
    )
    for table, columns in NEW.items():
        for name, kind, empty in columns:
            op.add_column(table, sa.Column(name, kind, nullable=False, server_default=empty))
    for name in ("due", "moment", "after"):
        op.add_column("notices", sa.Column(name, MOMENT))
    op.create_index("notices_by_person", "notices", ["pending", "to", "bundled", "after"])
    op.create_index("attempts_by_channel", "attempts", ["channel", "begun"])
    op.create_index("gathered_by_letter", "gathered", ["letter"])
