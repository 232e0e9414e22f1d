"""A new incident gets the policy whose `when` says most about it, the newest of those."""

import pytest

from policies.model import When
from policies.publishing.choosing import chosen, displaced
from policies.publishing.events import PolicyPublished
from policies.publishing.library import Library
from states.record.context import Context, Severity
from tests.policies.publishing.test_library import after, offer

PAYMENTS = When(services=("payments",))
WORST = When(services=("payments",), severity=(Severity.SEV1,))
SEARCH = When(services=("search",))

LIBRARY = after(
    PolicyPublished(offer("1.0.0", "worst", WORST)),
    PolicyPublished(offer("1.0.0", "search", SEARCH)),
    PolicyPublished(offer("1.0.0", "payments", PAYMENTS)),
    PolicyPublished(offer("1.0.0", "labelled", When(labels=("pci",)))),
    PolicyPublished(offer("1.0.0", "all")),
)


@pytest.mark.parametrize(
    ("context", "name"),
    [
        (Context(severity=Severity.SEV2), "all"),
        (Context(severity=Severity.SEV2, services=("payments",)), "payments"),
        (Context(severity=Severity.SEV1, services=("payments",)), "worst"),
        (Context(services=("payments",)), "payments"),
        (Context(services=("search", "payments")), "payments"),
        (Context(services=("mail",)), "all"),
        (Context(services=("mail",), labels=("pci",)), "labelled"),
        (Context(), "all"),
    ],
)
def test_the_most_particular_policy_is_chosen(context: Context, name: str) -> None:
    found = chosen(LIBRARY, context)

    assert found
    assert found.offer.name == name


def test_what_was_superseded_is_not_chosen() -> None:
    library = after(PolicyPublished(offer("1.0.0")), PolicyPublished(offer("1.1.0", when=SEARCH)))

    assert chosen(library, Context(services=("mail",))) is None
    assert chosen(Library(), Context()) is None


@pytest.mark.parametrize(
    ("name", "when", "others"),
    [
        ("all", None, {"all"}),
        ("new", None, {"all"}),
        ("new", PAYMENTS, {"payments", "labelled", "all"}),
        ("payments", SEARCH, {"payments", "search", "labelled", "all"}),
        ("new", When(services=("mail",)), {"labelled", "all"}),
        ("new", WORST, {"worst", "payments", "labelled", "all"}),
    ],
)
def test_a_policy_takes_incidents_from_those_it_is_chosen_over(
    name: str, when: When | None, others: set[str]
) -> None:
    found = {one.offer.name for one in displaced(LIBRARY, name, when)}

    assert found == others
