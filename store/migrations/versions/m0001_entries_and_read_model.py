"""The ledger, the policies, the directory and the read model."""

import sqlalchemy as sa
from alembic import op

from store.migrations.guards import let_only_grow

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table, and guard the two that are the truth."""
    _truth()
    _incidents()
    _promises()
    _people()
    let_only_grow("entries", [("incident", "seq"), ("command",)])
    let_only_grow("policies", [("digest",)])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, primary_key=True)


def _truth() -> None:
    op.create_table(
        "entries",
        _key("incident"),
        sa.Column("seq", sa.Integer, primary_key=True),
        _text("command"),
        _text("hash"),
        _text("prev"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("command", name="entries_command"),
    )
    op.create_table("policies", _key("digest"), sa.Column("text", sa.Text, nullable=False))


def _incidents() -> None:
    op.create_table(
        "incidents",
        _key("key"),
        _text("title"),
        _text("severity"),
        sa.Column("services", sa.Text, nullable=False),
        _text("phase"),
        sa.Column("entered", MOMENT),
        sa.Column("opened", MOMENT),
        sa.Column("stabilized", MOMENT),
        _text("facilitator"),
        _text("commander"),
        _text("next_gate"),
        sa.Column("gate_due", MOMENT),
        sa.Column("due", MOMENT),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("touched", MOMENT),
    )
    board: list[str | sa.TextClause] = [sa.text("(gate_due IS NULL)"), "gate_due", "key", "title"]
    op.create_index("incidents_by_due", "incidents", board)
    for lead in ("open", "phase", "severity", "facilitator"):
        op.create_index(f"incidents_by_{lead}", "incidents", [lead, *board])
    op.create_table("incident_services", _key("incident"), _key("service"))
    op.create_index("incident_services_by_name", "incident_services", ["service", "incident"])


def _promises() -> None:
    op.create_table(
        "actions",
        _key("incident"),
        _key("id"),
        _text("title"),
        _text("owner"),
        sa.Column("due", sa.Date),
        _text("priority"),
        _text("state"),
        _text("ticket"),
        sa.Column("top", sa.Boolean, nullable=False),
        sa.Column("touched", MOMENT, nullable=False),
    )
    op.create_index("actions_by_owner", "actions", ["owner", "state", "due"])
    op.create_table(
        "factors",
        _key("incident"),
        _key("id"),
        sa.Column("text", sa.Text, nullable=False),
        _text("category"),
        _text("same_as"),
    )
    op.create_table(
        "deadlines",
        _key("incident"),
        _key("id"),
        _text("kind"),
        _text("subject"),
        sa.Column("due", MOMENT, nullable=False),
        _text("owner"),
        _text("ladder"),
    )
    op.create_index("deadlines_by_due", "deadlines", ["due", "incident", "id"])
    op.create_table(
        "notices",
        _key("incident"),
        _key("key"),
        _text("to"),
        _text("deadline"),
        sa.Column("rung", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _text("subject"),
        sa.Column("delivered", MOMENT),
        _text("channel"),
        sa.UniqueConstraint("key", name="notices_key"),
    )


def _people() -> None:
    op.create_table(
        "people",
        _key("id"),
        _text("name"),
        _text("email"),
        _text("manager"),
        sa.Column("roles", sa.Text, nullable=False),
        _text("zone"),
        _text("kind"),
        sa.Column("left", sa.Date),
    )
