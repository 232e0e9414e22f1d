"""Letters through apprise: mail, chat, HTTP and some 170 services, one address each.

An address holds passwords and tokens: neither a text of ours nor a reason of theirs shows them.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from apprise import Apprise, AppriseResult, NotifyBase, NotifyFormat
from apprise.plugins.email import NotifyEmail

from activities.delivery.attempts import SENDING
from activities.delivery.parcels import UnaddressedError, UnansweredError, UnheardError
from connectors.apprise_reasons import may_have_taken, nobody_was_there, reason_in, secrets_of
from connectors.impatience import within
from documents.letter import Letter
from states.errors import InvalidError, UnreachableError
from states.people import Person

# What apprise logs is its reason, and ours to tell: all of it is heard, whatever the process
# logs, and none of it gets into a log, since it holds addresses.
LOGGER = logging.getLogger("apprise")
LOGGER.setLevel(logging.DEBUG)
LOGGER.propagate = False

KEY_HEADER = "Idempotency-Key"
"""Where the service carries headers, a second delivery of a letter shows the same key."""

PATIENCE = SENDING.total_seconds()
"""Seconds for the whole of it, however busily a service talks."""

LONGEST_SILENCE = PATIENCE - 1
"""Seconds that a service may take over one step; an address may ask for fewer. Who answers late is
heard: it would be told again and again otherwise."""


class AppriseChannel:
    """One apprise address; one that `is_mail` reaches the person's own mailbox."""

    def __init__(self, url: str, name: str) -> None:
        """Take the address, and what the history calls it.

        Raises:
            InvalidError: apprise cannot make anything of the address.
        """
        self._url = url
        self.name = name
        self.is_mail = isinstance(self._service(), NotifyEmail)

    def __repr__(self) -> str:
        """Show the name, and nothing of the address."""
        return f"{type(self).__name__}({self.name!r})"

    def send(self, letter: Letter, person: Person) -> None:
        """Deliver one letter.

        Raises:
            UnreachableError: the service did not take it; its reason, without secrets, is told.
            UnansweredError: nobody was there.
            UnheardError: it may have: it broke off, or did not answer in time.
            UnaddressedError: the person has no mailbox.
        """
        service = self._service()
        _address(service, letter, person)
        try:
            within(PATIENCE, lambda: self._ask(service, letter, person))
        except TimeoutError:
            raise UnheardError(
                f"{self.name} did not answer within {PATIENCE:.0f} s", "it is tried again"
            ) from None

    def _ask(self, service: NotifyBase, letter: Letter, person: Person) -> None:
        with _answer(service, letter) as result:
            if result:
                return
            raise _kind_of(result)(
                f"{self.name} did not take the notice for {person.id}: "
                f"{reason_in(result, secrets_of(service, self._url))}",
                "it is tried again; the address is the one in notify_urls or routes",
            )

    def _service(self) -> NotifyBase:
        # A new one each time: it holds the recipient, and several threads send.
        service = Apprise.instantiate(self._url)
        if service is None:
            kind, separator, _ = self._url.partition("://")
            raise InvalidError(
                f"the notice address {kind.lower() if separator else '?'}://… is not one that "
                "apprise understands",
                "e.g. mailto://user:password@example.com, json://host/path; "
                "see `apprise --details`",
            )
        return service


@contextmanager
def _answer(service: NotifyBase, letter: Letter) -> Iterator[AppriseResult]:
    book = Apprise()
    book.add(service)
    shape = NotifyFormat.MARKDOWN if letter.markdown else NotifyFormat.TEXT
    with book.notify(
        title=_one_line(letter.subject),
        body=letter.text,
        body_format=shape,
        log_level=logging.DEBUG,
    ) as result:
        yield result


def _kind_of(result: AppriseResult) -> type[UnreachableError]:
    if may_have_taken(result):
        return UnheardError
    return UnansweredError if nobody_was_there(result) else UnreachableError


def _address(service: NotifyBase, letter: Letter, person: Person) -> None:
    # An address may ask for either; we count tries ourselves, and a failure is one.
    service.retry, service.optional = 0, False
    own = vars(service)
    for step in ("socket_connect_timeout", "socket_read_timeout"):
        setattr(service, step, min(own.get(step, LONGEST_SILENCE), LONGEST_SILENCE))
    headers = getattr(service, "headers", None)
    if isinstance(headers, dict):
        headers[KEY_HEADER] = quote(letter.key, safe=" :/")
    if isinstance(service, NotifyEmail):
        service.targets = [(_one_line(person.name), _mailbox(person))]


def _mailbox(person: Person) -> str:
    if not person.email:
        raise UnaddressedError(
            f"{person.id} has no e-mail address", "give them one in the people directory"
        )
    return _one_line(person.email)


def _one_line(text: str) -> str:
    # A header that ends early would let its rest be another header.
    return " ".join(text.split())
