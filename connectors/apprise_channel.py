"""Notices through apprise: mail, chat, HTTP and some 170 services, one address each.

An address holds passwords and tokens: neither a text of ours nor a reason of theirs shows them.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote, unquote

from apprise import Apprise, AppriseResult, NotifyBase, NotifyFormat
from apprise.plugins.email import NotifyEmail

from states.errors import InvalidError, UnreachableError
from states.people import Person
from states.record.deadlines import Notice

# What apprise logs is its reason, and is ours to tell: a process that logs less, or a library
# that raises the root's level, must not take it away.
logging.getLogger("apprise").setLevel(logging.WARNING)

KEY_HEADER = "Idempotency-Key"
"""Where the service carries headers, a second delivery of a notice shows the same key."""


class AppriseChannel:
    """One apprise address; a mail address reaches the person's own mailbox."""

    def __init__(self, url: str, name: str) -> None:
        """Take the address, and what the history calls it.

        Raises:
            InvalidError: apprise cannot make anything of the address.
        """
        self._url = url
        self.name = name
        self._service()

    def send(self, notice: Notice, person: Person) -> None:
        """Deliver one notice.

        Raises:
            UnreachableError: the service did not take it; its reason, without secrets, is told.
        """
        service = self._service()
        _address(service, notice, person)
        book = Apprise()
        book.add(service)
        with book.notify(
            title=_one_line(notice.subject), body=notice.text, body_format=NotifyFormat.TEXT
        ) as result:
            if not result:
                raise UnreachableError(
                    f"{self.name} did not take the notice for {person.id}: "
                    f"{_reason(result, service)}",
                    "it is tried again; the address is the one in notify_urls",
                )

    def _service(self) -> NotifyBase:
        # A new one each time: it holds the recipient, and several threads send.
        service = Apprise.instantiate(self._url)
        if service is None:
            raise InvalidError(
                f"the notice address {self.name}://… is not one that apprise understands",
                "e.g. mailto://user:password@example.com, json://host/path; "
                "see `apprise --details`",
            )
        return service


def channels_from(urls: Iterable[str]) -> tuple[AppriseChannel, ...]:
    """Make a channel of each address, named by its kind: `mailto`, `slack`, `slack-2`."""
    seen: Counter[str] = Counter()
    return tuple(AppriseChannel(url, _named(url, seen)) for url in urls)


def _named(url: str, seen: Counter[str]) -> str:
    kind, separator, _ = url.partition("://")
    kind = kind.lower() if separator else "?"
    seen[kind] += 1
    return kind if seen[kind] == 1 else f"{kind}-{seen[kind]}"


def _address(service: NotifyBase, notice: Notice, person: Person) -> None:
    headers = getattr(service, "headers", None)
    if isinstance(headers, dict):
        headers[KEY_HEADER] = quote(notice.key, safe=" :/")
    if isinstance(service, NotifyEmail):
        service.targets = [(_one_line(person.name), _mailbox(person))]


def _mailbox(person: Person) -> str:
    if not person.email:
        raise UnreachableError(
            f"{person.id} has no e-mail address", "give them one in the people directory"
        )
    return _one_line(person.email)


def _one_line(text: str) -> str:
    # A header that ends early would let its rest be another header.
    return " ".join(text.split())


def _reason(result: AppriseResult, service: NotifyBase) -> str:
    said = [entry.message for entry in result.logs()]
    reason = said[-1] if said else "it gave no reason"
    for secret in _secrets(service):
        reason = reason.replace(secret, "***")
    return _one_line(reason)


def _secrets(service: NotifyBase) -> list[str]:
    """List the parts of the address that apprise itself hides, the longest first."""
    hidden = _parts(service, privacy=False) - _parts(service, privacy=True)
    return sorted(hidden | {unquote(part) for part in hidden}, key=len, reverse=True)


def _parts(service: NotifyBase, *, privacy: bool) -> set[str]:
    url: str = service.url(privacy=privacy)  # type: ignore[no-untyped-call]  # apprise has no hint
    return {part for part in re.split(r"[/:@?&=#]+", url) if part}
