"""The library is folded from what was done with policies, and from nothing else."""

from datetime import timedelta

import pytest

from policies.file.lines import When
from policies.publishing.events import (
    Event,
    PolicyProposed,
    PolicyPublished,
    ShadowBegun,
    ShadowEnded,
    fold,
    read,
)
from policies.publishing.library import Library, Offer, State
from states.codec import event_to_json
from states.stamp import Stamp
from tests.builders import NOON

PAYMENTS = When(services=("payments",))


def offer(version: str, name: str = "ours", when: When | None = None, digest: str = "") -> Offer:
    """Offer a policy, whose digest is made up of its name."""
    return Offer(digest or f"{name}-{version}", name, version, "ana", when, "because")


def after(*events: Event) -> Library:
    """Fold one entry an event, an hour apart."""
    library = Library()
    for place, event in enumerate(events):
        stamp = Stamp(NOON + timedelta(hours=place), "ana", place + 1)
        library = fold(library, (event,), stamp)
    return library


def states(library: Library) -> dict[str, State]:
    """Name what became of each policy."""
    return {one.offer.title: one.state for one in library.publications}


@pytest.mark.parametrize(
    "event",
    [
        PolicyProposed(offer("1.0.0", when=PAYMENTS)),
        PolicyPublished(offer("1.0.0"), "ben"),
        ShadowBegun(offer("1.0.0")),
        ShadowEnded("d"),
    ],
)
def test_an_event_is_read_back_as_it_was_event_to_json(event: Event) -> None:
    assert read(event_to_json(event)) == event


def test_a_newer_version_supersedes_the_older_one() -> None:
    library = after(PolicyPublished(offer("1.0.0")), PolicyPublished(offer("1.1.0"), "ben"))

    assert states(library) == {"ours@1.0.0": State.SUPERSEDED, "ours@1.1.0": State.IN_FORCE}
    assert library.publications[0].at == library.publications[1].at == NOON + timedelta(hours=1)
    assert library.publications[1].agreed_by == "ben"
    assert library.seq == 2


def test_one_for_the_same_incidents_supersedes_as_well() -> None:
    library = after(
        PolicyPublished(offer("1.0.0", "default")),
        PolicyPublished(offer("1.0.0", "payments", PAYMENTS)),
        PolicyPublished(offer("1.0.0", "ours")),
    )

    assert states(library) == {
        "default@1.0.0": State.SUPERSEDED,
        "payments@1.0.0": State.IN_FORCE,
        "ours@1.0.0": State.IN_FORCE,
    }


def test_a_proposal_that_was_overtaken_was_never_in_force() -> None:
    library = after(
        PolicyProposed(offer("1.1.0")),
        PolicyProposed(offer("2.0.0")),
        PolicyPublished(offer("1.2.0")),
    )

    assert states(library) == {
        "ours@1.1.0": State.LAPSED,
        "ours@2.0.0": State.PROPOSED,
        "ours@1.2.0": State.IN_FORCE,
    }
    lapsed = library.called("ours@1.1.0")
    assert lapsed
    assert not lapsed.is_published


def test_one_candidate_is_listened_to_at_a_time() -> None:
    library = after(ShadowBegun(offer("1.0.0")), ShadowBegun(offer("1.1.0")))

    assert states(library) == {"ours@1.1.0": State.CANDIDATE}
    assert library.candidate
    assert library.candidate.shadow_since == NOON + timedelta(hours=1)


def test_a_shadow_ends_by_itself_when_its_policy_is_published() -> None:
    library = after(ShadowBegun(offer("1.0.0")), PolicyPublished(offer("1.0.0")))

    assert library.candidate is None
    assert states(library) == {"ours@1.0.0": State.IN_FORCE}


def test_a_shadow_goes_on_while_its_policy_is_proposed() -> None:
    library = after(ShadowBegun(offer("1.0.0")), PolicyProposed(offer("1.0.0")))

    assert library.candidate
    assert states(library) == {"ours@1.0.0": State.PROPOSED}


def test_a_candidate_that_was_published_before_stays_what_it_was() -> None:
    events = (
        PolicyPublished(offer("1.0.0")),
        PolicyPublished(offer("1.1.0")),
        ShadowBegun(offer("1.0.0")),
    )

    assert states(after(*events))["ours@1.0.0"] is State.SUPERSEDED
    assert states(after(*events, ShadowEnded("ours-1.0.0"))) == states(after(*events))
    assert after(*events, ShadowEnded("ours-1.0.0")).candidate is None


def test_versions_are_compared_as_numbers() -> None:
    library = after(PolicyPublished(offer("3.9.0")), PolicyPublished(offer("3.10.0")))

    newest = library.newest("ours")
    assert newest
    assert newest.offer.version == "3.10.0"


def test_a_name_means_what_is_in_force_and_a_version_means_itself() -> None:
    library = after(
        PolicyPublished(offer("1.0.0")),
        PolicyPublished(offer("1.1.0")),
        PolicyProposed(offer("1.2.0")),
    )

    called = {title: library.called(title) for title in ("ours", "ours@1.0.0", "ours@9.0.0")}
    assert {title: one and one.offer.version for title, one in called.items()} == {
        "ours": "1.1.0",
        "ours@1.0.0": "1.0.0",
        "ours@9.0.0": None,
    }
