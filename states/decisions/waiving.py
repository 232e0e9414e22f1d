"""How often the same may be waived, and whose part bars them from granting it."""

from collections.abc import Callable

from states.decisions.hearing import Hearing
from states.errors import RefusedError
from states.record.proposals import Verdict, Waiver, Wish


def must_be_renewable(wish: Waiver, hearing: Hearing) -> None:
    """Raise `RefusedError` where the policy lets nobody waive the same once more."""

    def is_same(other: Wish) -> bool:
        return (
            isinstance(other, Waiver)
            and other.check == wish.check
            and (other.item == wish.item or "" in (other.item, wish.item))
        )

    must_have_renewals_left(wish.check, is_same, hearing, f"mend it: retro why {hearing.key}")


def must_have_renewals_left(
    what: str, is_same: Callable[[Wish], bool], hearing: Hearing, hint: str
) -> None:
    """Raise `RefusedError` where what was granted is as often as the policy lets it be."""
    proposals = hearing.record.proposals
    granted = [one for one in proposals if one.verdict is Verdict.GRANTED and is_same(one.wish)]
    renewals = hearing.terms.waiver_renewals
    if len(granted) > renewals:
        raise RefusedError(
            f"{what} was waived before ({', '.join(one.id for one in granted)}), "
            f"and the policy lets it be renewed {renewals} times",
            hint,
        )


def barred(hearing: Hearing) -> dict[str, str]:
    """Name everyone who may not grant a waiver because of their part, and that part."""
    record = hearing.record
    owners = {name for one in record.actions for name in (one.owner, *record.owners_of(one.id))}
    parts = {
        "action_owners": ("owns or owned an action", owners),
        "facilitator": ("is the facilitator", {record.context.facilitator}),
        "commander": ("was the commander", {record.context.commander}),
    }
    named = (parts[part] for part in hearing.terms.waiver_barred if part in parts)
    return {name: why for why, names in named for name in names if name}
