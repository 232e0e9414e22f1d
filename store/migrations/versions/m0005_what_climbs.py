"""What climbs, until when somebody stopped it, and the moments of its rungs."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make room for what lists of escalations need."""
    never = sa.Column("climbs", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("deadlines", never)
    op.add_column("deadlines", sa.Column("held", MOMENT))
    op.add_column("deadlines", sa.Column("kept", sa.Text, nullable=False, server_default=""))
    index = ["climbs", "due", "incident", "id", "held"]
    op.create_index("deadlines_by_climb", "deadlines", index)
