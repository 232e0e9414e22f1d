"""No part of an address that is a secret gets out: by no text, no log, and no traceback."""

import logging
import traceback
from collections.abc import Iterator

import pytest
from apprise import Apprise, NotifyBase

from connectors.apprise_channel import AppriseChannel
from connectors.apprise_reasons import masked, secrets_of
from connectors.free_port import LOCALHOST, any_free_port
from connectors.switchboard import Switchboard
from documents.letter import Letter
from states.errors import UnreachableError
from states.people import Person
from tests.connectors.builders import ANA, LETTER
from tests.connectors.receivers import Hook

PORT = any_free_port()

AT = f"{LOCALHOST}:{PORT}"
TOKEN = "TIiajkdnlazkcOXrIdevi7FQ"

# fmt: off
HOSTILE = {
    #              how the address is written                            what in it is secret
    "plain":     (f"json://ana:hunter2@{AT}/hook",                     ("hunter2",)),
    "slashes":   (f"json://ana:s3cr3t%2Fpa%3Ass%40word@{AT}/hook",     ("s3cr3t/pa:ss@word",)),
    "query":     (f"json://ana:a%26b%3Dc%23d@{AT}/hook",               ("a&b=c#d",)),
    "letters":   (f"json://ana:%D0%BA%D0%BB%D1%8E%D1%87@{AT}/hook",    ("ключ",)),
    "mail":      (f"mailto://ana:hunter2@{AT}?from=r@example.com",     ("hunter2",)),
    "path":      (f"gotify://{AT}/AToken123456789",                    ("AToken123456789",)),
    "topic":     (f"ntfy://ana:hunter2@{AT}/topic",                    ("hunter2",)),
    "room":      (f"matrix://ana:hunter2@{AT}/#room",                  ("hunter2",)),
}
QUOTED = {
    **HOSTILE,
    "token":     (f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}/#ops",         (TOKEN,)),
}
# fmt: on


class Listener(logging.Handler):
    """A log of the whole process, on every level."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture
def listener() -> Iterator[Listener]:
    made, root = Listener(), logging.getLogger()
    usual = root.level
    root.addHandler(made)
    root.setLevel(logging.WARNING)
    yield made
    root.removeHandler(made)
    root.setLevel(usual)


@pytest.mark.parametrize(("url", "secrets"), [*HOSTILE.values()], ids=[*HOSTILE])
def test_a_failure_shows_nothing_of_it(
    listener: Listener, url: str, secrets: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.apprise_channel.LONGEST_SILENCE", 0.5)
    channel = AppriseChannel(url, "it")
    with pytest.raises(UnreachableError) as failure:
        channel.send(LETTER, ANA)

    shown = "\n".join(traceback.format_exception(failure.value))
    for text in (shown, failure.value.hint, repr(channel), str(channel), *listener.said):
        assert not any(secret in text for secret in secrets)


@pytest.mark.parametrize(("url", "secrets"), [*QUOTED.values()], ids=[*QUOTED])
def test_a_reason_that_quotes_it_is_told_without_it(url: str, secrets: tuple[str, ...]) -> None:
    service = Apprise.instantiate(url)
    assert isinstance(service, NotifyBase)
    quoted = f"could not log in with {' and '.join(secrets)} at {url}, {url.upper()}"

    told = masked(quoted, secrets_of(service, url))

    assert told.startswith("could not log in with *** at ")
    assert not any(secret.lower() in told.lower() for secret in secrets)


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("ntfy://ana@chat.example.com:8443/incidents", ("chat.example.com", "8443", "incidents")),
        ("json://example.com/one/two?+X-Key=three&rto=3", ("example.com", "one", "two", "three")),
        ("json://example.com/a%2Fb%20c", ("a/b c", "a%2Fb%20c")),
    ],
)
def test_of_an_address_only_its_kind_is_told(url: str, parts: tuple[str, ...]) -> None:
    service = Apprise.instantiate(url)
    assert isinstance(service, NotifyBase)

    told = masked(f"ntfy said no: {' '.join(parts)}", secrets_of(service, url))

    assert told == f"ntfy said no: {' '.join(['***'] * len(parts))}"


def test_a_short_part_of_an_address_is_no_part_of_other_words() -> None:
    assert masked("a hook, and another webhook", ["hook"]) == "a ***, and another webhook"


def test_an_address_that_is_none_is_not_logged(listener: Listener) -> None:
    for url in ("what://hunter2", "slack://hunter2", "hunter2"):
        with pytest.raises(Exception, match="is not one that apprise understands"):
            Switchboard([url], {}, _Nobody())

    assert listener.said == []


def test_the_switchboard_shows_nothing(listener: Listener) -> None:
    urls = [url for url, _ in HOSTILE.values()]
    board = Switchboard(urls, {"chat": urls}, _Nobody())

    shown = f"{board!r} {board.channels!r} {board.routes!r}"
    assert not any(secret in shown for _, secrets in HOSTILE.values() for secret in secrets)


def test_what_a_service_answers_is_not_logged(listener: Listener) -> None:
    with Hook().listening() as hook:
        hook.answer = 500
        with pytest.raises(UnreachableError):
            AppriseChannel(hook.url(login="ana:hunter2@"), "it").send(LETTER, ANA)

    assert not any("hunter2" in one for one in listener.said)


class _Nobody:
    name = "nobody"

    def send(self, letter: Letter, person: Person) -> None:
        raise UnreachableError("nobody is there")
