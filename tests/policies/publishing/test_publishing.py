"""Who may publish which policy: decided before anything is recorded."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from policies.policy import Policy
from policies.publishing.choosing import displaced
from policies.publishing.effect import Effect, effect_of
from policies.publishing.events import (
    PolicyProposed,
    PolicyPublished,
    ShadowBegun,
    ShadowEnded,
    fold,
)
from policies.publishing.library import Library, Offer
from policies.publishing.publishing import (
    Asking,
    agree,
    begin_shadow,
    end_shadow,
    may_publish,
    publish,
)
from states.errors import (
    ConflictError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from states.stamp import Stamp
from tests.builders import NOON, PEOPLE
from tests.policies.publishing.texts import policy

BASE = policy()
OWNED = policy(owners="ana, ben")
STAMP = Stamp(NOON, "ana", 1)


def asking(actor: str = "ana", before: Policy = BASE, library: Library | None = None) -> Asking:
    """Let somebody ask where one policy is in force, or where a library says more."""
    return Asking(library or in_force(before), {before.digest: before}, PEOPLE, actor, NOON)


def in_force(one: Policy) -> Library:
    """Build a library in which one policy is in force."""
    return fold(Library(), (PolicyPublished(offered(one)),), STAMP)


def offered(one: Policy, by: str = "rob") -> Offer:
    """Offer a policy without more ado."""
    return Offer(one.digest, one.name, one.version, by, one.editions[None].file.when)


def effects(after: Policy, asked: Asking) -> Mapping[str, Effect]:
    """Compare a policy with those it takes incidents from."""
    return {
        one.offer.digest: effect_of(asked.policies[one.offer.digest], after, NOON)
        for one in displaced(asked.library, after.name, after.editions[None].file.when)
    }


def published(after: Policy, asked: Asking) -> PolicyPublished | PolicyProposed:
    """Publish a policy with what it really changes."""
    return publish(after, "because", effects(after, asked), asked)


def refused(kind: type[Exception], after: Policy, asked: Asking) -> tuple[str, str]:
    """Return the words of a refusal."""
    with pytest.raises(kind) as caught:
        published(after, asked)
    assert type(caught.value) is kind
    return str(caught.value), getattr(caught.value, "hint", "")


def test_what_changes_nothing_is_published_at_once() -> None:
    made = published(policy("1.0.1"), asking())

    assert isinstance(made, PolicyPublished)
    assert (made.offer.title, made.offer.by, made.offer.reason) == (
        "default@1.0.1",
        "ana",
        "because",
    )
    assert made.offer.against == (BASE.digest,)
    assert made.offer.newly_blocks == made.offer.newly_allows == ()


def test_what_newly_blocks_is_a_major_version() -> None:
    told, hint = refused(RefusedError, policy("1.1.0", days=60), asking())

    assert told.startswith("version: 1.1.0 blocks what 1.0.0 lets through: due-within: an action ")
    assert hint == "such a change is a major version: write version: 2.0.0"
    made = published(policy("2.0.0", days=60), asking())
    assert isinstance(made, PolicyPublished)
    assert made.offer.newly_blocks


def test_what_newly_allows_waits_for_a_second_person() -> None:
    made = published(policy("1.1.0", days=120), asking())

    assert isinstance(made, PolicyProposed)
    assert made.offer.newly_allows[0] == "due-within: other_days: 120, before: 90"


def test_another_text_under_the_same_version_is_a_conflict() -> None:
    told, hint = refused(ConflictError, policy("1.0.0", days=60), asking())

    assert told == "default@1.0.0 is in force already, and says something else"
    assert hint == "write a higher version: 1.1.0"


def test_another_text_under_a_proposed_version_is_a_conflict() -> None:
    proposed = PolicyProposed(offered(policy("1.1.0", days=120)))
    library = fold(in_force(BASE), (proposed,), STAMP)

    told, _ = refused(ConflictError, policy("1.1.0", days=200), asking(library=library))

    assert told == "default@1.1.0 is proposed already, and says something else"


def test_another_text_under_a_version_that_lapsed_is_a_conflict() -> None:
    later = (
        PolicyProposed(offered(policy("1.1.0", days=120))),
        PolicyPublished(offered(policy("1.2.0"))),
    )

    with pytest.raises(ConflictError, match=r"default@1\.1\.0 was offered already, and says"):
        may_publish(policy("1.1.0"), asking(library=fold(in_force(BASE), later, STAMP)))


def test_the_version_to_write_is_above_all_that_was_offered() -> None:
    later = (PolicyPublished(offered(policy("2.2.0"))), PolicyProposed(offered(policy("2.3.0"))))
    library = fold(in_force(BASE), later, STAMP)

    for refused_one in (policy("1.0.0", days=60), policy("1.1.0")):
        with pytest.raises(ConflictError) as caught:
            may_publish(refused_one, asking(library=library))
        assert caught.value.hint.endswith(": 2.4.0")


def test_an_owner_nobody_ever_was_is_refused() -> None:
    told, hint = refused(InvalidError, policy("1.0.1", owners="mia, robb"), asking())

    assert told == "there is no “robb” in the people directory (did you mean “rob”?)"
    assert hint == "see who is: retro people list"


def test_a_version_that_is_not_higher_is_a_conflict() -> None:
    told, _ = refused(ConflictError, policy("0.9.0"), asking())

    assert told == "version: 0.9.0 is not above 1.0.0, the newest of default"


def test_only_owners_publish() -> None:
    asked = asking("fay", OWNED)

    told, hint = refused(NotAllowedError, policy("1.0.1", owners="ana, ben"), asked)

    assert told == "fay does not own default@1.0.0: its owners decide about it"
    assert hint.startswith("ask ana or ben")
    made = published(policy("1.0.1", owners="ana, ben"), asking("ben", OWNED))
    assert made.offer.by == "ben"


def test_under_another_name_it_is_the_owners_of_what_is_displaced_who_decide() -> None:
    mine = policy("1.0.0", name="mine", when="services: [payments]")

    told, _ = refused(NotAllowedError, mine, asking("fay", OWNED))

    assert told.startswith("fay does not own default@1.0.0")


def test_other_incidents_by_another_name_is_not_asking_less() -> None:
    mine = policy("1.0.0", name="mine", owners="fay", when="services: [payments]")

    assert isinstance(published(mine, asking()), PolicyPublished)


def test_a_first_version_under_another_name_may_block_more() -> None:
    strict = policy("1.0.0", name="strict", days=30, when="services: [payments]")

    made = published(strict, asking())

    assert isinstance(made, PolicyPublished)
    assert made.offer.newly_blocks


def test_less_for_some_incidents_waits_for_a_second_person_under_any_name() -> None:
    lax = policy("1.0.0", name="lax", days=120, when="services: [payments]")

    assert isinstance(published(lax, asking()), PolicyProposed)


def test_fewer_incidents_for_the_next_version_waits_for_a_second_person() -> None:
    made = published(policy("1.1.0", when="services: [payments]"), asking())

    assert isinstance(made, PolicyProposed)
    assert made.offer.newly_allows == ("when: {services: [payments]}, before: none",)


def test_other_owners_wait_for_a_second_person() -> None:
    made = published(policy("1.1.0", owners="ana"), asking("ana", OWNED))

    assert isinstance(made, PolicyProposed)
    assert made.offer.newly_allows == ("owners: ana, before: ana, ben",)


@pytest.mark.parametrize(("name", "when"), [("mine", ""), ("mail", "services: [mail]")])
def test_other_owners_wait_for_a_second_person_under_any_name(name: str, when: str) -> None:
    made = published(policy("1.0.0", name, when=when), asking("ana", OWNED))

    assert isinstance(made, PolicyProposed)
    assert made.offer.newly_allows == ("owners: none, before: ana, ben",)


def test_the_same_owners_in_another_order_are_no_others() -> None:
    made = published(policy("1.1.0", owners="ben, ana"), asking("ana", OWNED))

    assert isinstance(made, PolicyPublished)


def test_who_is_not_here_publishes_nothing() -> None:
    told, _ = refused(NotAllowedError, policy("1.0.1"), asking("lee"))

    assert told == "“lee” is not a person in the people directory who is here today"


def test_where_every_owner_has_gone_anybody_may() -> None:
    gone = policy(owners="lee")

    assert published(policy("1.0.1", owners="lee"), asking("fay", gone)).offer.by == "fay"


def proposed(before: Policy = BASE, by: str = "ana") -> Asking:
    """Let `by` propose what asks less, and somebody else look at it."""
    asked = asking(by, before)
    made = published(policy("1.1.0", days=120, owners=", ".join(before.owners)), asked)
    return replace(asked, library=fold(asked.library, (made,), replace(STAMP, seq=2)))


def test_a_second_person_publishes_what_was_proposed() -> None:
    asked = replace(proposed(), actor="fay")

    made = agree("default@1.1.0", asked)

    assert (made.offer.by, made.agreed_by) == ("ana", "fay")


def test_nobody_agrees_to_their_own() -> None:
    with pytest.raises(NotAllowedError, match=r"ana proposed default@1.1.0: it needs a second"):
        agree("default@1.1.0", proposed())


def test_only_owners_agree() -> None:
    with pytest.raises(NotAllowedError, match=r"fay does not own default@1.0.0"):
        agree("default@1.1.0", replace(proposed(OWNED), actor="fay"))
    assert agree("default@1.1.0", replace(proposed(OWNED), actor="ben")).agreed_by == "ben"


def test_where_there_is_one_owner_anybody_else_may_agree() -> None:
    alone = policy(owners="ana")

    assert agree("default@1.1.0", replace(proposed(alone), actor="fay")).agreed_by == "fay"


def test_what_was_proposed_against_something_else_is_proposed_anew() -> None:
    asked = proposed()
    other = policy("1.0.0", name="other")
    library = fold(asked.library, (PolicyPublished(offered(other)),), replace(STAMP, seq=3))
    policies = {**asked.policies, other.digest: other}

    with pytest.raises(ConflictError, match=r"something else was published since default@1.1.0"):
        agree("default@1.1.0", replace(asked, library=library, policies=policies, actor="fay"))


def test_what_nobody_proposed_is_not_found() -> None:
    with pytest.raises(NotFoundError, match=r"nothing is proposed as default@1.1.1") as caught:
        agree("default@1.1.1", replace(proposed(), actor="fay"))
    assert caught.value.hint.startswith("proposed: default@1.1.0")


def test_owners_begin_and_end_a_shadow() -> None:
    asked = asking("ana", OWNED)
    begun = begin_shadow(policy("9.0.0", days=1), "try it", asked)
    listening = replace(asked, library=fold(asked.library, (begun,), replace(STAMP, seq=2)))

    assert isinstance(begun, ShadowBegun)
    assert end_shadow(listening) == ShadowEnded(begun.offer.digest)
    for stranger in (replace(asked, actor="fay"), replace(listening, actor="fay")):
        with pytest.raises(NotAllowedError):
            begin_shadow(policy("9.0.0", days=1), "try it", stranger)
    with pytest.raises(NotAllowedError):
        end_shadow(replace(listening, actor="fay"))
    with pytest.raises(NotFoundError, match="no policy is in shadow"):
        end_shadow(asked)


def test_a_long_list_of_changes_leaves_room_in_its_entry() -> None:
    many = Effect(tuple(f"a{one}" for one in range(50)), ()).shortened()

    assert len(many.newly_blocks) == 31
    assert many.newly_blocks[-1] == "and 20 more"
