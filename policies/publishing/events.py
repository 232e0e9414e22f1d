"""What happened to policies. Past tense, one a class, in a history of their own.

Stored entries name these classes: a field may be added with an empty default, never
renamed, and a class is never renamed at all.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Any

from policies.publishing.library import Library, Offer, Publication, State
from states.codec import event_among, named
from states.stamp import Stamp
from states.values import Line, value


@value
class PolicyProposed:
    """A policy that asks less than before waits for a second person."""

    offer: Offer


@value
class PolicyPublished:
    """New incidents are pinned to it from here on."""

    offer: Offer
    agreed_by: Line = ""


@value
class ShadowBegun:
    """Every gate that is asked for also asks this policy, and nobody is stopped by it."""

    offer: Offer


@value
class ShadowEnded:
    """The candidate is asked no more."""

    digest: Line


Event = PolicyProposed | PolicyPublished | ShadowBegun | ShadowEnded

EVENTS: dict[str, type[Event]] = named(Event)


def read(body: dict[str, Any]) -> Event:
    """Read an event as an entry keeps it; raises `InvalidError` where it makes no sense."""
    return event_among(EVENTS, body)


def fold(library: Library, events: Iterable[Event], stamp: Stamp) -> Library:
    """Fold the events of one entry into the library, in order."""
    kept = reduce(lambda sofar, event: _with(sofar, event, stamp), events, library.publications)
    return Library(kept, stamp.seq)


Publications = tuple[Publication, ...]


def _with(kept: Publications, event: Event, stamp: Stamp) -> Publications:
    match event:
        case PolicyProposed(offer):
            return _put(kept, Publication(offer, State.PROPOSED, stamp.at))
        case PolicyPublished(offer, agreed_by):
            others = tuple(_superseded(one, offer, stamp) for one in _without(kept, offer.digest))
            return (*others, Publication(offer, State.IN_FORCE, stamp.at, agreed_by))
        case ShadowBegun(offer):
            return _put(_unshadowed(kept), _candidate(kept, offer, stamp))
        case ShadowEnded():
            return _unshadowed(kept)


def _put(kept: Publications, one: Publication) -> Publications:
    since = next((old.shadow_since for old in kept if old.offer.digest == one.offer.digest), None)
    shadowing = replace(one, shadow_since=one.shadow_since or since)
    if one.offer.digest not in [old.offer.digest for old in kept]:
        return (*kept, shadowing)
    # In its place: which name was published first decides where two are as particular.
    return tuple(shadowing if old.offer.digest == one.offer.digest else old for old in kept)


def _candidate(kept: Publications, offer: Offer, stamp: Stamp) -> Publication:
    known = next((one for one in kept if one.offer.digest == offer.digest), None)
    return replace(known or Publication(offer, State.CANDIDATE, stamp.at), shadow_since=stamp.at)


def _without(kept: Publications, digest: str) -> Publications:
    return tuple(one for one in kept if one.offer.digest != digest)


def _unshadowed(kept: Publications) -> Publications:
    left = tuple(replace(one, shadow_since=None) for one in kept)
    return tuple(one for one in left if one.state is not State.CANDIDATE)


def _superseded(one: Publication, offer: Offer, stamp: Stamp) -> Publication:
    # The same incidents under another name: nobody would ever be pinned to the older one again.
    same_place = one.offer.name == offer.name or one.offer.when == offer.when
    overtaken = one.offer.name == offer.name and one.offer.number <= offer.number
    if one.state is State.IN_FORCE and same_place:
        return replace(one, state=State.SUPERSEDED, at=stamp.at)
    if one.state is State.PROPOSED and overtaken:
        return replace(one, state=State.LAPSED, at=stamp.at)
    return one
