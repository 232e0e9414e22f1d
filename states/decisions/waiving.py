"""How often the same may be waived, and whose part bars them from granting it."""

from states.decisions.hearing import Hearing
from states.errors import RefusedError
from states.record.proposals import Verdict, Waiver


def must_be_renewable(wish: Waiver, hearing: Hearing) -> None:
    """Raise `RefusedError` where the policy lets nobody waive the same once more."""
    granted = [
        one.id
        for one in hearing.record.proposals
        if isinstance(one.wish, Waiver)
        and one.verdict is Verdict.GRANTED
        and one.wish.check == wish.check
        and (one.wish.item == wish.item or "" in (one.wish.item, wish.item))
    ]
    renewals = hearing.terms.waiver_renewals
    if len(granted) > renewals:
        raise RefusedError(
            f"{wish.check} was waived before ({', '.join(granted)}), "
            f"and the policy lets it be renewed {renewals} times",
            f"mend it: retro why {hearing.key}",
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
