"""Which installation this is, and which channel has taken a notice."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)
ID_BYTES = 6


def upgrade() -> None:
    """Draw the installation's id, once, and make room for what channels have taken."""
    installation = op.create_table(
        "installation",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    drawn = {"id": token_hex(ID_BYTES), "created_at": sa.func.current_timestamp()}
    op.execute(installation.insert().values(drawn))
    op.create_table(
        "landings",
        sa.Column("notice", sa.String, primary_key=True),
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
    )
