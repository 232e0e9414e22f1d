"""Which policies a command is answered by: the pinned one decides, a candidate only listens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from activities.commit import Commit
from policies.policy import Policy
from policies.publishing.events import Event, PolicyPublished, ShadowBegun, fold
from policies.publishing.library import Offer
from policies.shelf import default_text, policy_of
from states.commands import Advance, Command, MovePolicy, Open
from states.envelope import Outcome, Request
from states.stamp import Stamp
from tests.policies.publishing.texts import policy, text_of
from tests.workflows.books import MemoryBooks
from tests.workflows.desk import PEOPLE, envelope, opening

NOW = datetime.now(UTC)
KEY = "INC-1"


@pytest.fixture
def books() -> MemoryBooks:
    """Keep books in memory."""
    return MemoryBooks(PEOPLE)


def offer(one: Policy) -> Offer:
    """Offer a policy."""
    when = one.editions[None].file.when
    return Offer(one.digest, one.name, one.version, "rob", when)


def happen(books: MemoryBooks, *events: Event, text: str = "") -> None:
    """Let something happen to policies."""
    stamp = Stamp(NOW, "rob", books.library.seq + 1)
    books.library = fold(books.library, events, stamp)
    if text:
        books.policies[policy_of(text).digest] = text


def ask(books: MemoryBooks, command: Command, minutes: int = 0) -> Outcome:
    """Let ana ask something."""
    request = Request(envelope(KEY, command), NOW + timedelta(minutes=minutes))
    return Commit(books).commit(request)


def opened(books: MemoryBooks, **context: object) -> None:
    """Open the incident."""
    given = opening()
    assert ask(books, Open(replace(given.context, **context))).accepted  # type: ignore[arg-type]  # any field


def made(books: MemoryBooks) -> list[str]:
    """Name the events of the newest entry."""
    return [one["event"] for one in books.entries[KEY][-1].events]


def test_where_nothing_is_published_the_packaged_policy_is_pinned_and_kept(
    books: MemoryBooks,
) -> None:
    opened(books)

    digest = books.records[KEY].policy
    assert digest == policy_of(default_text()).digest
    assert books.policies == {digest: default_text()}


def test_a_new_incident_is_pinned_to_the_policy_for_it(books: MemoryBooks) -> None:
    mail = text_of(name="mail", when="services: [mail]")
    happen(books, PolicyPublished(offer(policy())), text=text_of())
    happen(books, PolicyPublished(offer(policy_of(mail))), text=mail)

    opened(books, services=("mail",))

    assert books.records[KEY].policy == policy_of(mail).digest


def test_a_policy_whose_text_is_gone_opens_nothing(books: MemoryBooks) -> None:
    happen(books, PolicyPublished(offer(policy("2.0.0"))))

    with pytest.raises(KeyError):
        opened(books)
    assert KEY not in books.records


def listening(books: MemoryBooks, text: str) -> None:
    """Listen to a candidate."""
    happen(books, ShadowBegun(offer(policy_of(text))), text=text)


def strict(when: str = "") -> str:
    """Write a candidate that asks something no record has at its first gates."""
    line = "- {id: timeline-sent, uses: meeting.timeline_sent}"
    assert line in default_text()
    return text_of("2.0.0", when=when).replace(
        line, "- {id: many, uses: factors.count, with: {min: 9, max: 9}}"
    )


def test_a_candidate_is_asked_with_every_gate(books: MemoryBooks) -> None:
    opened(books)
    listening(books, strict())

    outcome = ask(books, Advance(), 1)

    assert outcome.report
    assert "GateShadowed" in made(books)
    (said,) = (one for one in books.entries[KEY][-1].events if one["event"] == "GateShadowed")
    assert [one["check"] for one in said["results"]] == ["many"]


def test_a_candidate_for_other_incidents_is_not_asked(books: MemoryBooks) -> None:
    opened(books)
    listening(books, strict(when="services: [mail]"))

    ask(books, Advance(), 1)

    assert made(books) == ["GateBlocked"]


def test_a_candidate_that_cannot_be_read_stops_nobody(books: MemoryBooks) -> None:
    opened(books)
    listening(books, strict())
    books.policies[policy_of(strict()).digest] = "policy: broken\n"

    assert ask(books, Advance(), 1).report
    assert made(books) == ["GateBlocked"]


def test_an_entry_without_room_leaves_out_what_the_candidate_said(
    books: MemoryBooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(books)
    ask(books, Advance(), 1)
    size = len(books.entries[KEY][-1].text())
    listening(books, strict())
    monkeypatch.setattr("ledger.entry.LIMIT", size + 50)

    outcome = ask(books, Advance(), 2)

    assert outcome.report
    assert made(books) == ["GateBlocked"]


def test_an_incident_is_moved_to_what_is_published_and_to_nothing_else(books: MemoryBooks) -> None:
    opened(books)
    other = text_of("2.0.0", days=60)
    digest = policy_of(other).digest
    move = MovePolicy(digest, "it fits better")
    refused = ask(books, move, 1)
    happen(books, PolicyPublished(offer(policy_of(other))), text=other)

    accepted = ask(books, move, 2)

    assert refused.refusal
    assert refused.refusal.message == f"no policy with digest {digest[:12]} is published"
    assert accepted.refusal is None
    assert books.records[KEY].policy == digest
    assert ask(books, Advance(), 3).report
