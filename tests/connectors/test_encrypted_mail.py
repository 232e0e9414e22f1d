"""A letter goes over an encrypted line to a server that somebody vouches for, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from activities.delivery.parcels import UnansweredError
from connectors.apprise_channel import AppriseChannel
from connectors.free_port import LOCALHOST, any_free_port
from states.errors import UnreachableError
from tests.connectors.builders import ANA, LETTER
from tests.connectors.certificates import self_made, serving_with
from tests.connectors.receivers import Mailbox

Serving = Callable[[Mailbox, Path], AbstractContextManager[str]]


def _login(_: SMTP, __: Session, ___: Envelope, ____: str, given: object) -> AuthResult:
    known = LoginPassword(b"retro@example.com", b"hunter2")
    return AuthResult(success=given == known)


@contextmanager
def smtps(mailbox: Mailbox, certificate: Path) -> Iterator[str]:
    """Serve encrypted from the first byte."""
    context = serving_with(certificate)
    controller = Controller(mailbox, LOCALHOST, any_free_port(), ssl_context=context)
    with _running(controller) as port:
        yield f"mailtos://{LOCALHOST}:{port}?from=retro@example.com&mode=ssl"


@contextmanager
def starttls(mailbox: Mailbox, certificate: Path) -> Iterator[str]:
    """Take nothing, and let nobody log in, before the line is encrypted."""
    controller = Controller(
        mailbox,
        LOCALHOST,
        any_free_port(),
        tls_context=serving_with(certificate),
        require_starttls=True,
        auth_required=True,
        authenticator=_login,
    )
    with _running(controller) as port:
        login = "retro%40example.com:hunter2@"
        yield f"mailtos://{login}{LOCALHOST}:{port}?from=retro@example.com&mode=starttls"


@contextmanager
def _running(controller: Controller) -> Iterator[int]:
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)


@pytest.fixture(params=[smtps, starttls], ids=["smtps", "starttls"])
def serving(request: pytest.FixtureRequest) -> Serving:
    found: Serving = request.param
    return found


def send(url: str) -> None:
    AppriseChannel(url, "mail").send(LETTER, ANA)


def test_a_server_that_somebody_vouches_for_gets_it(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox, certificate = Mailbox(), self_made(tmp_path, LOCALHOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(mailbox, certificate) as url:
        send(url)

    (envelope,) = mailbox.envelopes
    assert envelope.rcpt_tos == [ANA.email]
    assert mailbox.mail()["Subject"] == LETTER.subject


@pytest.mark.parametrize(
    ("host", "ends"),
    [(LOCALHOST, timedelta(days=-1)), ("192.0.2.7", timedelta(days=1))],
    ids=["whose time is over", "of somebody else"],
)
def test_a_certificate_that_does_not_hold_gets_nothing(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, ends: timedelta
) -> None:
    mailbox, certificate = Mailbox(), self_made(tmp_path, host, ends)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(mailbox, certificate) as url, pytest.raises(UnansweredError):
        send(url)

    assert mailbox.envelopes == []


def test_a_server_that_nobody_vouches_for_gets_nothing(serving: Serving, tmp_path: Path) -> None:
    mailbox, certificate = Mailbox(), self_made(tmp_path, LOCALHOST)
    with serving(mailbox, certificate) as url, pytest.raises(UnansweredError) as refused:
        send(url)

    assert mailbox.envelopes == []
    assert "hunter2" not in str(refused.value)


def test_an_address_may_ask_for_no_proof(serving: Serving, tmp_path: Path) -> None:
    mailbox, certificate = Mailbox(), self_made(tmp_path, LOCALHOST)
    with serving(mailbox, certificate) as url:
        send(f"{url}&verify=no")

    assert len(mailbox.envelopes) == 1


def test_a_line_that_stays_open_is_refused_by_a_server_that_wants_it_shut(tmp_path: Path) -> None:
    mailbox, certificate = Mailbox(), self_made(tmp_path, LOCALHOST)
    with starttls(mailbox, certificate) as url, pytest.raises(UnreachableError):
        send(url.replace("mailtos://", "mailto://").replace("starttls", "insecure"))

    assert mailbox.envelopes == []


def test_a_server_that_cannot_shut_the_line_gets_nothing() -> None:
    mailbox = Mailbox()
    with _running(Controller(mailbox, LOCALHOST, any_free_port())) as port:
        url = f"mailtos://{LOCALHOST}:{port}?from=retro@example.com&mode=starttls"
        with pytest.raises(UnansweredError):
            send(url)

    assert mailbox.envelopes == []


def test_who_may_not_log_in_gets_nothing_through(tmp_path: Path) -> None:
    mailbox, certificate = Mailbox(), self_made(tmp_path, LOCALHOST)
    with starttls(mailbox, certificate) as url, pytest.raises(UnreachableError) as refused:
        send(f"{url.replace('hunter2', 'hunter3')}&verify=no")

    assert mailbox.envelopes == []
    assert "hunter3" not in str(refused.value)
