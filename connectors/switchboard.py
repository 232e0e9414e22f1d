"""Every channel and route that is set up: each address once, under a name of its own.

A channel of the default route is named by its kind: `mailto`, `slack`, `slack-2`; one of a
named route by both: `chat/slack`. An address that stands in two routes is one channel.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from activities.delivery.routing import DEFAULT, Route, Routes
from activities.ports import Channel
from connectors.apprise_channel import AppriseChannel
from states.errors import InvalidError


class Switchboard:
    """Channels by their address, and the routes that they make."""

    def __init__(
        self, default: Iterable[str], named: Mapping[str, Iterable[str]], otherwise: Channel
    ) -> None:
        """Connect every address; `otherwise` is taken where `default` has none.

        Raises:
            InvalidError: an address makes no sense; it names the setting that has it.
        """
        self._connected: dict[str, Channel] = {}
        self._kinds: Counter[str] = Counter()
        usual = self._route(DEFAULT, default)
        stands_in = not usual.channels
        if stands_in:
            self._connected[""] = otherwise
            usual = Route(DEFAULT, (otherwise.name,))
        routes = tuple(self._route(*one) for one in named.items())
        # Where nothing at all is set up, all of it is found in one place.
        self.routes = Routes(routes, usual, stands_in=stands_in and bool(routes))

    @property
    def channels(self) -> tuple[Channel, ...]:
        """List every channel once."""
        return tuple(self._connected.values())

    @property
    def mailing(self) -> frozenset[str]:
        """Name the channels that reach nobody without an e-mail address."""
        apprised = (one for one in self.channels if isinstance(one, AppriseChannel))
        return frozenset(one.name for one in apprised if one.is_mail)

    def _route(self, name: str, urls: Iterable[str]) -> Route:
        channels = [self._connected.get(url) or self._new(url, name) for url in urls]
        return Route(name, tuple(dict.fromkeys(one.name for one in channels)))

    def _new(self, url: str, route: str) -> Channel:
        kind, separator, _ = url.partition("://")
        name = kind.lower() if separator else "?"
        if route != DEFAULT:
            name = f"{route}/{name}"
        self._kinds[name] += 1
        seen = self._kinds[name]
        made = _connected(url, name if seen == 1 else f"{name}-{seen}", route)
        self._connected[url] = made
        return made


def _connected(url: str, name: str, route: str) -> AppriseChannel:
    try:
        return AppriseChannel(url, name)
    except InvalidError as error:
        setting = "notify_urls" if route == DEFAULT else f"route “{route}”"
        raise InvalidError(f"{setting}: {error}", error.hint) from None
