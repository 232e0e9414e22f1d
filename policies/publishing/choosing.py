"""Which policy a new incident is pinned to, and from which others a policy takes incidents."""

from policies.meant import is_meant
from policies.model import When
from policies.publishing.library import Library, Offer, Publication
from states.record.context import Context

KEYS = tuple(When.model_fields)


def chosen(library: Library, context: Context) -> Publication | None:
    """Find the policy in force whose `when` names most about the incident, the newest of those.

    What nobody has said yet chooses nothing: a policy for one service is not taken for an
    incident that names none.
    """
    fit = [one for one in library.in_force if _names(one.offer.when, context)]
    return max(reversed(fit), key=lambda one: _rank(one.offer), default=None)


def _names(when: When | None, context: Context) -> bool:
    if when is None:
        return True
    unsaid = any(getattr(when, key) and not getattr(context, key) for key in KEYS)
    return is_meant(when, context) and not unsaid


def _rank(offer: Offer) -> int:
    return sum(bool(getattr(offer.when, key)) for key in KEYS) if offer.when else 0


def displaced(library: Library, name: str, when: When | None) -> tuple[Publication, ...]:
    """List the policies in force from which one of that name would take incidents, now or later."""
    offer = Offer("", name, "0.0.0", "", when)
    return tuple(
        one
        for one in library.in_force
        if one.offer.name == name
        or (_rank(one.offer) <= _rank(offer) and _overlap(one.offer.when, when))
    )


def _overlap(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    both = ((getattr(one, key), getattr(other, key)) for key in KEYS)
    return not any(ours and theirs and {*ours}.isdisjoint(theirs) for ours, theirs in both)
