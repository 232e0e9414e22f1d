"""Policies are found again under their digest, and every publication is in the history (R84)."""

import pytest
from sqlalchemy import Engine

from policies.publishing.events import PolicyProposed, PolicyPublished, ShadowBegun, ShadowEnded
from policies.publishing.library import Library, Offer, State
from states.errors import ConflictError, InvalidError, NotFoundError
from states.events.record import IncidentOpened
from store.books import SqlBooks
from store.engine import writing
from store.history import History
from store.policies import Policies, policy_text
from store.read_model import ReadModel
from store.rebuild import rebuild
from store.tables import published as table
from store.verify import verify
from tests.store.builders import ANA, CONTEXT, NOON, append, everything

FIRST = Offer("d1", "ours", "1.0.0", "ana", reason="a beginning")
SECOND = Offer("d2", "ours", "1.1.0", "ana", newly_allows=("due-within",), against=("d1",))
TEXTS = {"d1": "policy: ours\n", "d2": "policy: ours\nversion: 1.1.0\n"}


def publish(policies: Policies, *events: PolicyPublished | PolicyProposed) -> Library:
    """Write down one entry an event."""
    for event in events:
        texts = {event.offer.digest: TEXTS[event.offer.digest]}
        policies.record((event,), texts, ANA, NOON, policies.library())
    return policies.library()


def test_a_kept_policy_is_read_as_it_was_written(engine: Engine) -> None:
    with SqlBooks(engine).turn("INC-42") as turn:
        turn.keep_policy("d1", "policy: ours\n")

    assert policy_text(engine, "d1") == "policy: ours\n"


def test_one_that_nobody_kept_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFoundError, match="no policy with digest d2 is kept"):
        policy_text(engine, "d2")


def test_a_publication_is_written_down_with_its_text(engine: Engine) -> None:
    library = publish(Policies(engine), PolicyPublished(FIRST, "ben"))

    (one,) = library.in_force
    assert (one.offer, one.agreed_by, one.at, library.seq) == (FIRST, "ben", NOON, 1)
    assert policy_text(engine, "d1") == TEXTS["d1"]
    (entry,) = History(engine).entries_of("POLICIES")
    assert entry.actor == ANA
    assert [one["event"] for one in entry.events] == ["PolicyPublished"]


def test_another_instance_hears_of_it(engine: Engine) -> None:
    other = Policies(engine)
    assert other.library() == Library()

    publish(Policies(engine), PolicyPublished(FIRST))
    publish(Policies(engine), PolicyPublished(SECOND))

    assert [one.state for one in other.library().publications] == [
        State.SUPERSEDED,
        State.IN_FORCE,
    ]


def test_what_has_not_changed_is_not_folded_again(engine: Engine) -> None:
    policies = Policies(engine)
    publish(policies, PolicyPublished(FIRST))

    assert policies.library() is policies.library()


def test_what_was_undone_is_not_remembered(engine: Engine) -> None:
    policies = Policies(engine)
    publish(policies, PolicyPublished(FIRST))

    with pytest.raises(ConflictError):
        policies.record((PolicyPublished(SECOND),), TEXTS, ANA, NOON, Library())

    assert policies.library().seq == 1
    with pytest.raises(NotFoundError):
        policy_text(engine, "d2")


def test_whoever_comes_second_is_told(engine: Engine) -> None:
    policies = Policies(engine)
    seen = policies.library()
    publish(policies, PolicyPublished(FIRST))

    with pytest.raises(ConflictError, match="somebody else changed what is published"):
        policies.record((PolicyPublished(SECOND),), TEXTS, ANA, NOON, seen)


def test_a_turn_sees_what_is_published(engine: Engine) -> None:
    books = SqlBooks(engine)
    with books.turn("INC-42") as turn:
        assert turn.library == Library()

    publish(Policies(engine), PolicyPublished(FIRST))

    with books.turn("INC-42") as turn:
        assert [one.offer.title for one in turn.library.in_force] == ["ours@1.0.0"]


def test_no_incident_is_called_as_the_history_of_the_policies_is(engine: Engine) -> None:
    with (
        pytest.raises(InvalidError, match="POLICIES is the history of the policies"),
        SqlBooks(engine).turn("POLICIES"),
    ):
        pass


def test_the_list_says_what_became_of_each_and_how_many_are_pinned(engine: Engine) -> None:
    policies, books = Policies(engine), SqlBooks(engine)
    publish(policies, PolicyPublished(FIRST), PolicyPublished(SECOND, "ben"))
    append(books, "INC-1", [IncidentOpened(CONTEXT, "d1")])
    append(books, "INC-2", [IncidentOpened(CONTEXT, "d1")])

    rows = {row.digest: row for row in ReadModel(engine).policies()}

    assert {name: (row.state, row.open) for name, row in rows.items()} == {
        "d1": ("superseded", 2),
        "d2": ("in force", 0),
    }
    assert (rows["d2"].name, rows["d2"].version, rows["d2"].agreed_by) == ("ours", "1.1.0", "ben")
    assert ReadModel(engine).pinned_to("d1") == ("INC-1", "INC-2")


def test_a_candidate_comes_and_goes_as_a_row(engine: Engine) -> None:
    policies = Policies(engine)
    policies.record((ShadowBegun(FIRST),), TEXTS, ANA, NOON, policies.library())
    (row,) = ReadModel(engine).policies()
    assert (row.state, row.shadow_since) == ("candidate", NOON)

    policies.record((ShadowEnded("d1"),), {}, ANA, NOON, policies.library())

    assert ReadModel(engine).policies() == ()
    assert verify(engine) == ()


def test_a_rebuild_lists_the_same_policies(engine: Engine) -> None:
    publish(Policies(engine), PolicyPublished(FIRST), PolicyProposed(SECOND))
    before = everything(engine)
    with writing(engine) as connection:
        connection.execute(table.delete())

    rebuild(engine, lambda *_: None)

    assert everything(engine) == before
    assert verify(engine) == verify(engine, "POLICIES") == ()


def test_a_row_that_somebody_changed_is_found(engine: Engine) -> None:
    publish(Policies(engine), PolicyPublished(FIRST), PolicyProposed(SECOND))
    with writing(engine) as connection:
        connection.execute(table.update().where(table.c.digest == "d2").values(state="in force"))

    (found,) = verify(engine)

    assert found.incident == "POLICIES"
    assert (found.expected, found.found) == (
        "published d2: state “proposed”",
        "published d2: state “in force”",
    )
