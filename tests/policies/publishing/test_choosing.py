"""A new incident gets the policy whose `when` says most about it, the eldest of those."""

import pytest

from policies.file.lines import When
from policies.publishing.choosing import chosen, displaced, preferred
from policies.publishing.events import PolicyProposed, PolicyPublished, ShadowBegun
from policies.publishing.library import Library
from states.record.context import Context, Severity
from tests.policies.publishing.test_library import after, offer

PAYMENTS = When(services=("payments",))
WORST = When(services=("payments",), severity=(Severity.SEV1,))
SEARCH = When(services=("search",))
MAIL = When(services=("mail",))
MILD = When(services=("payments",), labels=("pci",), severity=(Severity.SEV4,))

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
        (Context(services=("search", "payments")), "search"),
        (Context(services=("mail",)), "all"),
        (Context(services=("mail",), labels=("pci",)), "labelled"),
        (Context(services=("payments",), labels=("pci",)), "payments"),
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
        ("new", PAYMENTS, {"payments", "all"}),
        ("payments", SEARCH, {"payments", "search", "labelled", "all"}),
        ("search", MAIL, {"search", "payments", "labelled", "all"}),
        ("new", MAIL, {"all"}),
        ("new", WORST, {"worst", "payments", "search", "labelled", "all"}),
        ("new", MILD, {"payments", "search", "labelled", "all"}),
        (
            "new",
            When(services=("mail",), labels=("pci",)),
            {"payments", "search", "labelled", "all"},
        ),
    ],
)
def test_a_policy_takes_incidents_from_those_it_is_chosen_over(
    name: str, when: When | None, others: set[str]
) -> None:
    found = {one.offer.name for one in displaced(LIBRARY, name, when)}

    assert found == others


@pytest.mark.parametrize(
    ("name", "when"), [("search", SEARCH), ("worst", WORST), ("payments", PAYMENTS)]
)
def test_a_new_version_for_the_same_incidents_takes_none_from_others(name: str, when: When) -> None:
    assert [one.offer.name for one in displaced(LIBRARY, name, when)] == [name]


def test_a_new_version_keeps_the_place_of_its_name() -> None:
    both = Context(services=("search", "payments"))
    library = after(
        PolicyPublished(offer("1.0.0", "search", SEARCH)),
        PolicyPublished(offer("1.0.0", "payments", PAYMENTS)),
        PolicyPublished(offer("1.1.0", "search", SEARCH)),
    )

    found = chosen(library, both)

    assert found
    assert found.offer.title == "search@1.1.0"


def test_a_shadow_leaves_everybody_in_their_places() -> None:
    library = after(
        PolicyPublished(offer("1.0.0", "search", SEARCH)),
        PolicyPublished(offer("1.0.0", "payments", PAYMENTS)),
        ShadowBegun(offer("1.0.0", "search", SEARCH)),
    )

    found = chosen(library, Context(services=("search", "payments")))

    assert found
    assert found.offer.name == "search"


def test_a_newcomer_for_another_service_takes_nothing_from_who_was_there() -> None:
    library = after(
        PolicyPublished(offer("1.0.0", "payments", PAYMENTS)),
        PolicyPublished(offer("1.0.0", "mail", MAIL)),
    )

    found = chosen(library, Context(services=("payments", "mail")))

    assert found
    assert found.offer.name == "payments"


def test_a_place_is_not_taken_by_what_was_only_proposed() -> None:
    library = after(
        PolicyProposed(offer("1.0.0", "mail", MAIL)),
        PolicyPublished(offer("1.0.0", "payments", PAYMENTS)),
    )

    assert displaced(library, "mail", MAIL) == ()


@pytest.mark.parametrize(
    ("name", "when", "others"),
    [
        ("new", None, {"worst", "search", "payments", "labelled"}),
        ("new", PAYMENTS, {"worst", "search", "labelled"}),
        ("new", MAIL, {"worst", "search", "payments", "labelled"}),
        ("new", MILD, set()),
        ("worst", WORST, set()),
    ],
)
def test_what_two_are_for_goes_to_the_one_that_names_more_or_was_first(
    name: str, when: When | None, others: set[str]
) -> None:
    assert {one.offer.name for one in preferred(LIBRARY, name, when)} == others
