"""How people are told: by the routes that are set, or in a file where none is."""

from collections.abc import Iterable

from sqlalchemy import Engine

from activities.delivery.delivering import Delivery
from activities.ports import PeopleShelf
from cli.installation.secret import Secret
from cli.installation.settings import Settings
from connectors.log_channel import LogChannel
from connectors.switchboard import Switchboard
from store.attempts import Attempts


def switchboard_of(settings: Settings) -> Switchboard:
    """Connect every channel; raises `InvalidError` for an address that makes no sense."""
    named = {name: _revealed(urls) for name, urls in settings.routes.items()}
    return Switchboard(_revealed(settings.notify_urls), named, LogChannel(settings.home))


def delivery_for(settings: Settings, engine: Engine, people: PeopleShelf) -> Delivery:
    """Wire what carries letters; raises `InvalidError` for an address that makes no sense."""
    board = switchboard_of(settings)
    return Delivery(
        Attempts(engine), people, board.channels, board.routes, settings.notify_patience
    )


def _revealed(urls: Iterable[Secret]) -> tuple[str, ...]:
    return tuple(one.reveal() for one in urls)
