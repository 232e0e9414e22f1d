"""What may be set, as a table: in `retro.toml`, in the environment, or not at all.

An option wins over the environment, that over the file, and the file over the default;
each value knows where it was said.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from cli.installation.secret import Secret, masked_address, masked_url, redacted
from cli.installation.settings_file import config_file, read_config
from cli.installation.settings_readers import (
    Witness,
    addresses,
    names,
    path,
    patience,
    recurring,
    routes,
    text,
    witnesses,
    zone,
)
from states.errors import InvalidError

DEFAULT = "default"
FILE = "file"
ENVIRONMENT = "env"
OPTION = "option"
DATABASE = "retro.db"
KEY = Path("keys") / "log.key"
LOG = "log"


class Setting(NamedTuple):
    """One row of what may be set: where, and how it is read and shown."""

    key: str
    variable: str
    field: str
    read: Callable[[object, Path], object]
    show: Callable[[Any], str]


class Said(NamedTuple):
    """What somebody wrote, where, how that is called, and what its paths are relative to."""

    value: object
    origin: str
    place: str
    folder: Path


class Shown(NamedTuple):
    """One line of `retro config show`."""

    setting: str
    value: str
    origin: str
    variable: str


def _kinds(urls: tuple[Secret, ...]) -> str:
    return " ".join(masked_address(url.reveal()) for url in urls)


def _routes(routes: Mapping[str, tuple[Secret, ...]]) -> str:
    return " · ".join(f"{name}: {_kinds(urls)}" for name, urls in routes.items())


def _witnesses(witnesses: tuple[Witness, ...]) -> str:
    return " · ".join(f"{one.key} {one.place}" for one in witnesses)


def _words(said: object) -> str:
    return redacted(str(said))


def _names(names: tuple[str, ...]) -> str:
    return " ".join(map(redacted, names))


def _span(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes}m" if not seconds else f"{minutes}m{seconds}s"


# fmt: off
SETTINGS = (
    #       in retro.toml   in the environment    here            read as    shown as
    Setting("home",         "RETRO_HOME",         "home",         path,      str),
    Setting("database_url", "RETRO_DATABASE_URL", "database_url", text,      masked_url),
    Setting("as",           "RETRO_AS",           "acting",       text,      _words),
    Setting("notify_urls",  "RETRO_NOTIFY_URLS",  "notify_urls",  addresses, _kinds),
    Setting("routes",       "RETRO_ROUTES",       "routes",       routes,    _routes),
    Setting("notify_patience", "RETRO_NOTIFY_PATIENCE", "notify_patience", patience, _span),
    Setting("policy",       "RETRO_POLICY",       "policy",       path,      _words),
    Setting("zone",         "RETRO_ZONE",         "zone",         zone,      _words),
    Setting("templates",    "RETRO_TEMPLATES",    "templates",    path,      _words),
    Setting("digest_at",    "RETRO_DIGEST_AT",    "digest_at",    recurring, _words),
    Setting("review_at",    "RETRO_REVIEW_AT",    "review_at",    recurring, _words),
    Setting("bulletins_to", "RETRO_BULLETINS_TO", "bulletins_to", names,     _names),
    Setting("log_key",      "RETRO_LOG_KEY",      "log_key",      path,      str),
    Setting("log_dir",      "RETRO_LOG_DIR",      "log_dir",      path,      str),
    Setting("witnesses",    "RETRO_WITNESSES",    "witnesses",    witnesses, _witnesses),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set; `origins` says where, by the name in `retro.toml`.

    `zone` is empty, and `policy` and `templates` None, where nobody said one; without
    `bulletins_to` no bulletin is sent.
    """

    home: Path
    file: Path
    database_url: str = field(repr=False)
    log_key: Path
    log_dir: Path
    acting: str = ""
    notify_urls: tuple[Secret, ...] = ()
    routes: Mapping[str, tuple[Secret, ...]] = field(default_factory=dict)
    notify_patience: timedelta = timedelta(minutes=30)
    policy: Path | None = None
    zone: str = ""
    templates: Path | None = None
    digest_at: str = "0 9 * * mon-fri"
    review_at: str = "0 9 * * mon"
    bulletins_to: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)

    def shown(self) -> tuple[Shown, ...]:
        """List every setting with its value, secrets masked, and where it was said."""
        return tuple(self._shown(row) for row in SETTINGS)

    def _shown(self, row: Setting) -> Shown:
        value = getattr(self, row.field)
        origin = self.origins.get(row.key, DEFAULT)
        return Shown(row.key, "" if value is None else row.show(value), origin, row.variable)


def load_settings(
    home: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Read what is set; `home` is what an option said.

    Raises:
        InvalidError: the file, a key in it, or a value makes no sense; it names which.
    """
    said = _in_environment(environment) | _in_options(home)
    start = _read(said).get("home") or default_home()
    file = config_file(start, environment)
    said = _in_file(file) | said
    values = {"home": start, **_read(said)}
    origins = {key: one.origin for key, one in said.items()}
    return Settings(file=file, origins=origins, **{**_in_home(values["home"]), **values})


def _in_home(home: Path) -> dict[str, Any]:
    """Say where everything lies that nobody put elsewhere."""
    return {
        "database_url": f"sqlite:///{home / DATABASE}",
        "log_key": home / KEY,
        "log_dir": home / LOG,
    }


def default_home() -> Path:
    """Name the data directory where nobody named one."""
    from platformdirs import user_data_path

    return user_data_path("retrogate", appauthor=False)


def _in_options(home: Path | None) -> dict[str, Said]:
    return {"home": Said(str(home), OPTION, "--home", Path.cwd())} if home else {}


def _in_environment(environment: Mapping[str, str]) -> dict[str, Said]:
    return {
        row.key: Said(environment[row.variable], ENVIRONMENT, row.variable, Path.cwd())
        for row in SETTINGS
        if environment.get(row.variable)
    }


def _in_file(file: Path) -> dict[str, Said]:
    written = read_config(file, [row.key for row in SETTINGS])
    return {key: Said(value, FILE, f"{file}: {key}", file.parent) for key, value in written.items()}


def _read(said: Mapping[str, Said]) -> dict[str, Any]:
    return {row.field: _value(row, said[row.key]) for row in SETTINGS if row.key in said}


def _value(row: Setting, said: Said) -> object:
    try:
        return row.read(said.value, said.folder)
    except ValueError as error:
        # Not the error behind ours: it may quote an address, as its words may.
        wrong = redacted(str(error))
        raise InvalidError(f"{said.place} {wrong}", "correct it and repeat") from None
