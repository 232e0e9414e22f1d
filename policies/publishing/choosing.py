"""Which policy a new incident is pinned to, and from which others a policy takes incidents."""

from policies.file.lines import When
from policies.file.meant import is_meant
from policies.publishing.library import Library, Offer, Publication
from states.record.context import Context

KEYS = tuple(When.model_fields)


def chosen(library: Library, context: Context) -> Publication | None:
    """Find the policy in force whose `when` names most about the incident, the eldest of those.

    Eldest is the one whose name was published first: a newcomer takes nothing from its equals,
    and a new version keeps the place of the one before.

    What nobody has said yet chooses nothing: a policy for one service is not taken for an
    incident that names none.
    """
    fit = [one for one in library.in_force if _names(one.offer.when, context)]
    return max(fit, key=lambda one: _strength(library, one.offer), default=None)


def _names(when: When | None, context: Context) -> bool:
    if when is None:
        return True
    unsaid = any(getattr(when, key) and not getattr(context, key) for key in KEYS)
    return is_meant(when, context) and not unsaid


def _rank(when: When | None) -> int:
    return sum(bool(getattr(when, key)) for key in KEYS) if when else 0


def _strength(library: Library, offer: Offer) -> tuple[int, int]:
    names = [one.offer.name for one in library.publications if one.is_published]
    return _rank(offer.when), -([*names, offer.name].index(offer.name))


def displaced(library: Library, name: str, when: When | None) -> tuple[Publication, ...]:
    """List the policies in force from which one of that name would take incidents, now or later."""
    offer = Offer("", name, "0.0.0", "", when)
    # A new version for the same incidents takes none that the one before did not have.
    stays = any((one.offer.name, one.offer.when) == (name, when) for one in library.in_force)
    return tuple(
        one
        for one in library.in_force
        if name == one.offer.name
        or when == one.offer.when
        or (not stays and _is_chosen_over(offer, one.offer, library))
    )


def preferred(library: Library, name: str, when: When | None) -> tuple[Publication, ...]:
    """List the policies in force to which incidents go that one of that name is for as well."""
    offer = Offer("", name, "0.0.0", "", when)
    return tuple(
        one
        for one in library.in_force
        # Those of the same name, or for just the same incidents, are replaced.
        if one.offer.name != name
        and one.offer.when != when
        and _is_chosen_over(one.offer, offer, library)
    )


def names_more(ours: When | None, theirs: When | None) -> bool:
    """Tell whether `ours` names more about an incident than `theirs`."""
    return _rank(ours) > _rank(theirs)


def _is_chosen_over(ours: Offer, theirs: Offer, library: Library) -> bool:
    stronger = _strength(library, ours) > _strength(library, theirs)
    return stronger and _overlap(ours.when, theirs.when)


def _overlap(ours: When | None, theirs: When | None) -> bool:
    # An incident may have the services and labels of both, but has one severity.
    mine, other = ((one or When()).severity for one in (ours, theirs))
    return not (mine and other and {*mine}.isdisjoint(other))
