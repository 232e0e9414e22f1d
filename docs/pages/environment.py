"""The reference of settings: what `retro.toml` and the environment may say."""

from cli.installation.settings import SETTINGS
from cli.installation.settings_file import CONFIG
from docs.pages.markdown import code, table, titled

INTRODUCTION = """
An option wins over the environment, that over the file, and the file over the default.
`retro config show` lists what is set, and where it was said. The file is `retro.toml` in the data
directory; a path in it is relative to the file's folder.
"""

APPRISE = """
Where notices go: [apprise](https://github.com/caronc/apprise) addresses. A list in the file; with
blanks between them in the environment. A `mailto://` address reaches each person's own mailbox.
"""

TEMPLATES = """
A folder of your own [Jinja2](https://jinja.palletsprojects.com) templates for notices:
`notice.txt.jinja` for one matter, `digest.txt.jinja` for several. `retro doctor` says what is
wrong with one; a notice is then worded as it comes with Retrogate.
"""

ROUTES = """
Routes by name, which people and teams of the directory name in `routes`: an address, or a list of
them that all have to take a notice. In the environment between braces:
`{mail = "mailto://…", chat = ["slack://…", "json://…"]}`. Whoever has no route is told by
`notify_urls`, which is the route `default`.
"""

WITNESSES = """
Who else signs the log, and where their checkpoint is read: `NAME+ID+KEY` and a path or an address.
A list of such texts in the file; in the environment, pairs with blanks between them.
"""

# fmt: off
MEANINGS = {
    #                what it says, and what it is where nobody says it
    "home":         ("The data directory.",
                     "the usual place for a user's data, such as `~/.local/share/retrogate`"),
    "database_url": ("The database: `sqlite:///path/to/file.db` or `postgresql://user@host/name`.",
                     "`retro.db` in the data directory"),
    "as":           ("Who acts: an id of the people directory.", ""),
    "notify_urls":  (APPRISE.strip(), "the file `notices.jsonl` in the data directory"),
    "routes":       (" ".join(ROUTES.split()), ""),
    "notify_patience": ("How long the channels of a route are tried before the next route is.",
                     "`30m`"),
    "policy":       ("No longer read: publish it, `retro policy publish FILE`.", ""),
    "zone":         ("By whose clocks moments are read and shown to who has none: `Europe/Berlin`.",
                     ""),
    "templates":    (TEMPLATES.strip(), "the templates that come with it"),
    "digest_at":    ("When the digest of open actions is sent, as cron has it, in `zone`; `never`.",
                     "`0 9 * * mon-fri`"),
    "review_at":    ("When the weekly review of impact and learnings is sent; `never`.",
                     "`0 9 * * mon`"),
    "bulletins_to": ("Who gets both: people, and `role:manager` for all who hold a role.",
                     "nobody, and neither is sent"),
    "log_key":      ("The private key (Ed25519, PEM) that signs the log of all entries.",
                     "`keys/log.key` in the data directory, made at the first start"),
    "log_dir":      ("Where the log is published as static files; best on another machine's disk.",
                     "`log` in the data directory"),
    "witnesses":    (WITNESSES.strip(), "nobody"),
}

BESIDES = (
    (CONFIG,          "The settings file, where it is not `retro.toml` in the data directory."),
    ("RETRO_DEBUG",   "Set to anything: a mistake of ours is shown with its traceback."),
    ("NO_COLOR",      "Set to anything: no colours."),
    ("EDITOR",        "What `retro edit` opens; `VISUAL` comes first."),
)

TEMPORAL = """
## Temporal

Temporal is set as for each of its tools, and never in `retro.toml`. Without any of these,
commands find the `retro up` that serves the data directory; no address is guessed.
"""

TEMPORAL_SETTINGS = (
    ("TEMPORAL_ADDRESS",     "Host and port of the cluster, or of Temporal Cloud."),
    ("TEMPORAL_NAMESPACE",   "The namespace; `default` where nothing is said."),
    ("TEMPORAL_API_KEY",     "The key for Temporal Cloud."),
    ("TEMPORAL_TLS",         "`true` turns TLS on where no other setting implies it."),
    ("TEMPORAL_TLS_CLIENT_CERT_PATH", "A client certificate, where the server asks for one."),
    ("TEMPORAL_TLS_CLIENT_KEY_PATH",  "Its key."),
    ("TEMPORAL_TLS_SERVER_CA_CERT_PATH", "Who signed the server's certificate."),
    ("TEMPORAL_PROFILE",     "The profile of the file to use."),
    ("TEMPORAL_CONFIG_FILE", "The file with profiles."),
)
# fmt: on


def page() -> str:
    """Write the page."""
    return titled(
        "Settings",
        INTRODUCTION,
        table(("in the file", "in the environment", "what it says", "default"), _settings()),
        "In the environment alone:",
        table(("variable", "what it says"), _named(BESIDES)),
        TEMPORAL.strip(),
        table(("variable", "what it says"), _named(TEMPORAL_SETTINGS)),
    )


def _settings() -> list[tuple[str, ...]]:
    return [(code(row.key), code(row.variable), *MEANINGS[row.key]) for row in SETTINGS]


def _named(rows: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(code(name), what) for name, what in rows]
