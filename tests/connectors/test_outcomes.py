"""Whether a service has a letter, has it not, or may have it, is told apart on real servers."""

import socket
import time
from collections.abc import Iterator

import pytest
from apprise import Apprise, NotifyBase

from activities.delivery.parcels import UnansweredError, UnheardError
from connectors import apprise_channel
from connectors.apprise_channel import LONGEST_SILENCE, AppriseChannel
from connectors.free_port import LOCALHOST, any_free_port
from states.errors import UnreachableError
from tests.connectors.builders import ANA, LETTER
from tests.connectors.receivers import (
    CUT_OFF,
    HALF,
    HANG,
    Hook,
    Mailbox,
    dripping_server,
    mail_server,
)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook().listening() as listening:
        yield listening


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def mailto(mailbox: Mailbox) -> Iterator[str]:
    with mail_server(mailbox) as url:
        yield url


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprise_channel, "LONGEST_SILENCE", 0.5)


def sent(url: str) -> type[Exception] | None:
    """Send a letter, and return what was raised."""
    try:
        AppriseChannel(url, "it").send(LETTER, ANA)
    except UnreachableError as error:
        return type(error)
    return None


@pytest.mark.parametrize("answer", [200, 201, 204])
def test_a_hook_that_says_yes_has_it(hook: Hook, answer: int) -> None:
    hook.answer = answer

    assert sent(hook.url()) is None


@pytest.mark.parametrize("answer", [301, 400, 403, 404, 429, 500, 503])
def test_a_hook_that_says_no_has_it_not(hook: Hook, answer: int) -> None:
    hook.answer = answer

    assert sent(hook.url()) is UnreachableError
    assert len(hook.posted) >= 1


@pytest.mark.parametrize("answer", [CUT_OFF, HALF, HANG])
@pytest.mark.usefixtures("_impatient")
def test_a_hook_that_breaks_off_may_have_it(hook: Hook, answer: str) -> None:
    hook.answer = answer

    assert sent(hook.url()) is UnheardError
    assert len(hook.posted) == 1


@pytest.mark.parametrize("kind", ["json", "jsons", "xml", "form", "mailto"])
def test_a_service_that_nobody_reaches_has_it_not(kind: str) -> None:
    host = f"ana:hunter2@{LOCALHOST}:{any_free_port()}"
    urls = {"mailto": f"mailto://{host}?from=retro@example.com"}

    assert sent(urls.get(kind, f"{kind}://{host}/hunter2")) is UnansweredError


def test_a_host_that_is_none_has_it_not() -> None:
    assert sent("json://ana:hunter2@no.such.host.invalid/hook") is UnansweredError


@pytest.mark.usefixtures("_impatient")
def test_a_service_whose_line_is_full_has_it_not() -> None:
    with socket.socket() as deaf:
        deaf.bind((LOCALHOST, 0))
        deaf.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for one in callers:
            one.settimeout(0)
            one.connect_ex(deaf.getsockname())

        assert sent(f"json://{LOCALHOST}:{deaf.getsockname()[1]}/") is UnansweredError
        for one in callers:
            one.close()


def test_a_mail_that_is_taken_has_arrived(mailbox: Mailbox, mailto: str) -> None:
    assert sent(mailto) is None
    assert len(mailbox.envelopes) == 1


@pytest.mark.parametrize("answer", ["554 no", "451 later"])
def test_a_mail_server_that_says_no_has_it_not(mailbox: Mailbox, mailto: str, answer: str) -> None:
    mailbox.answer = answer

    assert sent(mailto) is UnreachableError


def test_a_mailbox_that_is_none_has_it_not(mailbox: Mailbox, mailto: str) -> None:
    mailbox.greeting = "550 no such user"

    assert sent(mailto) is UnreachableError
    assert mailbox.envelopes == []


@pytest.mark.parametrize("answer", [CUT_OFF, HANG])
@pytest.mark.usefixtures("_impatient")
def test_a_mail_server_that_is_silent_after_the_mail_may_have_it(
    mailbox: Mailbox, mailto: str, answer: str
) -> None:
    mailbox.answer = answer

    assert sent(mailto) is UnheardError
    assert len(mailbox.envelopes) == 1


@pytest.mark.usefixtures("_impatient")
def test_a_mail_server_that_never_greets_has_it_not() -> None:
    with socket.socket() as mute:
        mute.bind((LOCALHOST, 0))
        mute.listen()
        url = f"mailto://ana:hunter2@{LOCALHOST}:{mute.getsockname()[1]}?from=retro@example.com"

        assert sent(url) is UnansweredError


def test_a_service_that_drips_for_ever_holds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprise_channel, "PATIENCE", 0.5)
    began = time.monotonic()
    with dripping_server() as port:
        came = sent(f"mailto://ana:hunter2@{LOCALHOST}:{port}?from=retro@example.com")

    assert came is UnheardError
    assert time.monotonic() - began < 3


def test_an_address_may_not_have_a_failure_look_like_a_success(hook: Hook) -> None:
    hook.answer = 500

    assert sent(f"{hook.url()}?optional=yes&retry=3") is UnreachableError
    assert len(hook.posted) == 1


@pytest.mark.parametrize(
    ("url", "seconds"),
    [
        ("json://localhost/", LONGEST_SILENCE),
        ("mailto://ana:hunter2@example.com", LONGEST_SILENCE),
        ("json://localhost/?rto=2&cto=2", 2),
        ("json://localhost/?rto=99&cto=99", LONGEST_SILENCE),
    ],
)
def test_a_service_has_nearly_all_the_time_of_an_attempt(
    url: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Apprise.instantiate(url)
    asked: list[object] = []

    def send(it: NotifyBase, *_: object, **__: object) -> bool:
        asked.append((it.socket_connect_timeout, it.socket_read_timeout))
        return True

    monkeypatch.setattr(type(service), "send", send)

    assert sent(url) is None
    assert asked == [(seconds, seconds)]
