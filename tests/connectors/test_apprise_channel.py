"""A notice reaches the person through the configured address, and no secret gets out."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest
from apprise import Apprise, NotifyBase

from activities.delivery.parcels import UnaddressedError
from activities.ports import Channel
from connectors.apprise_channel import AppriseChannel
from connectors.free_port import LOCALHOST, any_free_port
from documents.bulletins.phrases import listed
from states.errors import InvalidError, UnreachableError
from states.people import Person
from tests.connectors.builders import ANA, LETTER, a_letter
from tests.connectors.receivers import Hook, Mailbox, mail_server


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


def through(url: str) -> AppriseChannel:
    return AppriseChannel(url, url.partition("://")[0])


def test_it_is_a_channel() -> None:
    channel: Channel = through("json://localhost")

    assert channel.name == "json"


def test_a_mail_goes_to_the_person(mailbox: Mailbox, mailto: str) -> None:
    through(mailto).send(LETTER, ANA)

    assert mailbox.envelopes[0].rcpt_tos == ["ana@example.com"]
    assert mailbox.mail()["To"] == "Ana Lü <ana@example.com>"


def test_a_mail_goes_to_nobody_else(mailbox: Mailbox, mailto: str) -> None:
    through(f"{mailto}&to=everybody@example.com").send(LETTER, ANA)

    assert mailbox.envelopes[0].rcpt_tos == ["ana@example.com"]


def test_a_mail_says_what_the_notice_says(mailbox: Mailbox, mailto: str) -> None:
    through(mailto).send(LETTER, ANA)

    body = mailbox.mail().get_body(("plain", "html"))
    assert isinstance(body, EmailMessage)
    assert mailbox.mail()["Subject"] == LETTER.subject
    assert "retro action done INC-42 A2" in body.get_content()


def test_a_mail_shows_markup_as_text(mailbox: Mailbox, mailto: str) -> None:
    through(mailto).send(LETTER, ANA)

    page = mailbox.mail().get_body(("html",))
    assert page is None or "&lt;queue&gt;" in page.get_content()


def test_a_mail_of_markdown_reads_well_as_text(mailbox: Mailbox, mailto: str) -> None:
    rows = listed(("open", "late"), [("shop", 3, 1), ("core team", 1200, 0)])
    letter = replace(LETTER, text="\n".join(("# Open", "", *rows)), markdown=True)
    through(mailto).send(letter, ANA)

    body = mailbox.mail().get_body(("plain",))
    assert isinstance(body, EmailMessage)
    told = [line for line in body.get_content().splitlines() if line]
    assert told[-3:] == ["Open", "- shop: 3 open, 1 late", "- core team: 1,200 open, 0 late"]


def test_a_mail_carries_the_key(mailbox: Mailbox, mailto: str) -> None:
    through(mailto).send(LETTER, ANA)

    assert mailbox.mail()["Idempotency-Key"] == LETTER.key


def test_a_subject_of_two_lines_adds_no_header(mailbox: Mailbox, mailto: str) -> None:
    through(mailto).send(a_letter(subject="one\nBcc: all@example.com"), ANA)

    assert mailbox.mail()["Subject"] == "one Bcc: all@example.com"
    assert mailbox.mail()["Bcc"] is None


def test_a_person_without_an_address_cannot_be_mailed(mailto: str) -> None:
    with pytest.raises(UnaddressedError, match=r"^bo has no e-mail address$"):
        through(mailto).send(LETTER, Person("bo"))


def test_a_mail_that_is_refused_raises(mailbox: Mailbox, mailto: str) -> None:
    mailbox.answer = "554 no"

    with pytest.raises(UnreachableError, match=r"^mailto did not take the notice for ana: "):
        through(mailto).send(LETTER, ANA)


def test_a_mail_server_that_does_not_answer_raises() -> None:
    url = f"mailto://bot:hunter2@{LOCALHOST}:{any_free_port()}?from=retro@example.com"

    with pytest.raises(UnreachableError) as refusal:
        through(url).send(LETTER, ANA)

    assert str(refusal.value) == (
        'mailto did not take the notice for ana: Connection error while submitting email to "***"'
    )


def test_a_hook_gets_what_the_notice_says(hook: Hook) -> None:
    through(hook.url()).send(LETTER, ANA)

    assert hook.posted[0]["title"] == LETTER.subject
    assert hook.posted[0]["message"] == LETTER.text


def test_a_hook_sees_one_key_however_often_it_is_told(hook: Hook) -> None:
    channel = through(hook.url())
    channel.send(LETTER, ANA)
    channel.send(LETTER, ANA)

    assert [headers["Idempotency-Key"] for headers in hook.headers] == [LETTER.key] * 2


def test_a_key_of_any_letters_can_be_sent(hook: Hook) -> None:
    through(hook.url()).send(a_letter(key="INC-é/≤\n1"), ANA)

    assert hook.headers[0]["Idempotency-Key"] == "INC-%C3%A9/%E2%89%A4%0A1"


def test_a_hook_that_fails_raises_with_its_reason(hook: Hook) -> None:
    hook.answer = 503

    with pytest.raises(UnreachableError, match=r"json did not take .* for ana: .*error=503"):
        through(hook.url()).send(LETTER, ANA)


def test_a_reason_that_names_a_secret_is_told_without_it(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(service: NotifyBase, *_: object, **__: object) -> bool:
        service.logger.warning("login ana with hunter%402 (hunter@2) failed")
        return False

    channel = through(hook.url(login="ana:hunter%402@"))
    service = Apprise.instantiate(hook.url())
    monkeypatch.setattr(type(service), "send", send)

    with pytest.raises(UnreachableError, match=r"login \*\*\* with \*\*\* \(\*\*\*\) failed$"):
        channel.send(LETTER, ANA)


def test_a_failure_without_a_reason_is_told_as_such(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(Apprise.instantiate(hook.url())), "send", lambda *_, **__: False)

    with pytest.raises(UnreachableError, match=r"it gave no reason$"):
        through(hook.url()).send(LETTER, ANA)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("slack://only-a-token-hunter2", "slack://…"),
        ("nosuch://hunter2", "nosuch://…"),
        ("hunter2", "?://…"),
    ],
)
def test_an_address_that_is_none_is_refused_without_showing_it(url: str, shown: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        through(url)

    assert str(refusal.value) == (f"the notice address {shown} is not one that apprise understands")
    assert "hunter2" not in f"{refusal.value!r} {refusal.value.hint}"


def test_the_reason_is_told_whatever_the_process_logs(hook: Hook) -> None:
    hook.answer = 503
    root = logging.getLogger()
    usual = root.level
    root.setLevel(logging.CRITICAL)
    try:
        with pytest.raises(UnreachableError, match=r"error=503"):
            through(hook.url()).send(LETTER, ANA)
    finally:
        root.setLevel(usual)
