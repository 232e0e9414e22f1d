"""Every table. `entries` and `policies` are the truth and only ever grow.

`leaves` and `tiles` are the tree over all entries, `pending` what has no place in it yet, and
`checkpoints` what was signed of it; none of them ever loses anything (`store.migrations.guards`).
`seals` are the texts of entries, which may be erased and never changed.
`installation` says whose database this is, `attempts` what every channel was asked and answered,
and `gathered` which notices went into one letter: none of it can be told from the entries. The
rest is the read model: it can be dropped
and filled again from the entries (`store.rebuild`), so it holds what lists need and no more.
Times are UTC.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from store.columns import KeptDeadline, Names, UtcTime, Verbatim

METADATA = MetaData()

PEOPLE = "PEOPLE"
"""The stream of entries that holds every change to the directory; no incident has this key."""

POLICIES = "POLICIES"
"""The stream of entries that says which policies were published; no incident has this key."""

BULLETINS = "BULLETINS"
"""The stream of entries that says who was sent which bulletin; no incident has this key."""

LOG = "LOG"
"""The stream of entries that says which keys sign the tree; no incident has this key."""

entries = Table(
    "entries",
    METADATA,
    Column("incident", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("command", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("prev", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("text", Verbatim, nullable=False),
    UniqueConstraint("command", name="entries_command"),
)

policies = Table(
    "policies",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("text", Text, nullable=False),
)

seals = Table(
    "seals",
    METADATA,
    Column("incident", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("salt", Verbatim, nullable=False),
    Column("text", Text, nullable=False),
)

pending = Table(
    "pending",
    METADATA,
    Column("incident", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
)

leaves = Table(
    "leaves",
    METADATA,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("incident", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String, nullable=False),
    UniqueConstraint("incident", "seq", name="leaves_entry"),
)

tiles = Table(
    "tiles",
    METADATA,
    Column("level", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("hashes", Verbatim, nullable=False),
)

checkpoints = Table(
    "checkpoints",
    METADATA,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("root", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

incidents = Table(
    "incidents",
    METADATA,
    Column("key", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("services", Names, nullable=False),
    Column("phase", String, nullable=False),
    Column("entered", UtcTime),
    Column("opened", UtcTime),
    Column("stabilized", UtcTime),
    Column("facilitator", String, nullable=False),
    Column("commander", String, nullable=False),
    Column("next_gate", String, nullable=False),
    Column("gate_due", UtcTime),
    Column("due", UtcTime),
    Column("revision", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("touched", UtcTime),
    Column("policy", String, nullable=False, server_default=""),
)

incident_services = Table(
    "incident_services",
    METADATA,
    Column("incident", String, primary_key=True),
    Column("service", String, primary_key=True),
)

actions = Table(
    "actions",
    METADATA,
    Column("incident", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("due", Date),
    Column("priority", String, nullable=False),
    Column("state", String, nullable=False),
    Column("ticket", String, nullable=False),
    Column("top", Boolean, nullable=False),
    Column("touched", UtcTime, nullable=False),
)

factors = Table(
    "factors",
    METADATA,
    Column("incident", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("category", String, nullable=False),
    Column("same_as", String, nullable=False),
)

deadlines = Table(
    "deadlines",
    METADATA,
    Column("incident", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("owner", String, nullable=False),
    Column("ladder", String, nullable=False),
    Column("climbs", Boolean, nullable=False, server_default=false()),
    Column("held", UtcTime),
    Column("kept", KeptDeadline, nullable=False, server_default=""),
)

notices = Table(
    "notices",
    METADATA,
    Column("incident", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("to", String, nullable=False),
    Column("deadline", String, nullable=False),
    Column("rung", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("subject", String, nullable=False),
    Column("delivered", UtcTime),
    Column("channel", String, nullable=False),
    Column("due", UtcTime),
    Column("text", Text, nullable=False, server_default=""),
    Column("since", String, nullable=False, server_default=""),
    Column("title", String, nullable=False, server_default=""),
    Column("settle", String, nullable=False, server_default=""),
    Column("why", String, nullable=False, server_default=""),
    Column("moment", UtcTime),
    Column("after", UtcTime),
    Column("bundled", Boolean, nullable=False, server_default=false()),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("at_once", Boolean, nullable=False, server_default=false()),
    Column("pending", Boolean, nullable=False, server_default=false()),
    Column("route", String, nullable=False, server_default=""),
    Column("letter", String, nullable=False, server_default=""),
    Column("doubtful", Names, nullable=False, server_default="[]"),
    Column("failed", Names, nullable=False, server_default="[]"),
    Column("undelivered", Text, nullable=False, server_default=""),
    UniqueConstraint("key", name="notices_key"),
)

people = Table(
    "people",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("email", String, nullable=False),
    Column("manager", String, nullable=False),
    Column("roles", Names, nullable=False),
    Column("zone", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("left", Date),
    Column("team", String, nullable=False, server_default=""),
    Column("routes", Names, nullable=False, server_default="[]"),
    Column("region", String, nullable=False, server_default=""),
)

published = Table(
    "published",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("version", String, nullable=False),
    Column("state", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", String, nullable=False),
    Column("agreed_by", String, nullable=False),
    Column("shadow_since", UtcTime),
)

installation = Table(
    "installation",
    METADATA,
    Column("id", String, primary_key=True),
    Column("created_at", UtcTime, nullable=False),
)

attempts = Table(
    "attempts",
    METADATA,
    Column("letter", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("rounds", Integer, nullable=False),
    Column("route", String, nullable=False),
    Column("begun", UtcTime, nullable=False),
    Column("lease", UtcTime, nullable=False),
    Column("answer", String, nullable=False),
    Column("ended", UtcTime),
    Column("reason", Text, nullable=False),
)

gathered = Table(
    "gathered",
    METADATA,
    Column("notice", String, primary_key=True),
    Column("letter", String, nullable=False),
)

# What is due first, and last what is not due at all; the title can be searched on the way.
BOARD = (text("(gate_due IS NULL)"), "gate_due", "key", "title")

# fmt: off
INDEXES = (
    #      name                        table               columns
    ("incidents_by_due",          incidents,         BOARD),
    ("incidents_by_open",         incidents,         ("open", *BOARD)),
    ("incidents_by_phase",        incidents,         ("phase", *BOARD)),
    ("incidents_by_severity",     incidents,         ("severity", *BOARD)),
    ("incidents_by_facilitator",  incidents,         ("facilitator", *BOARD)),
    ("incident_services_by_name", incident_services, ("service", "incident")),
    ("actions_by_owner",          actions,           ("owner", "state", "due")),
    ("deadlines_by_due",          deadlines,         ("due", "incident", "id")),
    ("deadlines_by_climb",        deadlines,         ("climbs", "due", "incident", "id", "held")),
    ("notices_by_person",         notices,           ("pending", "to", "bundled", "after")),
    ("attempts_by_channel",       attempts,          ("channel", "begun")),
    ("gathered_by_letter",        gathered,          ("letter",)),
)
# fmt: on

for _name, _table, _columns in INDEXES:
    Index(_name, *(_table.c[one] if isinstance(one, str) else one for one in _columns))
