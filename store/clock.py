"""What time it is for whoever shares a database, however wrong the clocks of their machines are.

A SQLite file is shared on one machine, whose clock it has; PostgreSQL has its server's.
"""

from datetime import datetime

from sqlalchemy import Connection

# Not `now()`: that is the moment at which a transaction began.
# fmt: off
QUESTIONS = {
    "sqlite":     "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
    "postgresql": "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', "
                  """'YYYY-MM-DD"T"HH24:MI:SS.USZ')""",
}
# fmt: on


def now(connection: Connection) -> datetime:
    """Say what time it is (UTC)."""
    answer = connection.exec_driver_sql(QUESTIONS[connection.dialect.name])
    return datetime.fromisoformat(answer.scalar_one())
