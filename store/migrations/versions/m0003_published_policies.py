"""Which policies were published, and which one each incident is judged by."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)

FIRST = sa.text("SELECT incident, text FROM entries WHERE seq = 1 AND incident <> 'PEOPLE'")
PINNED = sa.text("UPDATE incidents SET policy = :policy WHERE key = :key")


def upgrade() -> None:
    """Make room for publications, and write down what each incident was pinned to."""
    op.create_table(
        "published",
        sa.Column("digest", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("name", "version", "state")),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("agreed_by", sa.String, nullable=False),
        sa.Column("shadow_since", MOMENT),
    )
    op.add_column("incidents", sa.Column("policy", sa.String, nullable=False, server_default=""))
    pinned = [
        {"key": incident, "policy": _policy(text)}
        for incident, text in op.get_bind().execute(FIRST)
    ]
    if pinned:
        op.get_bind().execute(PINNED, pinned)


def _policy(entry: bytes) -> str:
    # The first entry of an incident opens it, and says under which policy.
    events = json.loads(bytes(entry)).get("events") or [{}]
    return str(events[0].get("policy", ""))
