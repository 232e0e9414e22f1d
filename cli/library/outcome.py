"""What became of a policy that was offered: what it changes, and which incidents stay."""

from collections.abc import Iterator, Sequence
from typing import Any

from cli.app import App
from policies.file.meant import is_meant
from policies.language.wording import listed
from policies.publishing.choosing import names_more
from policies.publishing.events import PolicyProposed, PolicyPublished
from policies.publishing.library import Offer


def outcome_lines(
    event: PolicyPublished | PolicyProposed, before: Sequence[Offer], *, dry_run: bool
) -> Iterator[str]:
    """Say what a policy changes, and what became of it; incidents go to those `before` it first."""
    offer = event.offer
    for mark, title, lines in (
        ("✕", "newly blocks", offer.newly_blocks),
        ("!", "newly allows", offer.newly_allows),
    ):
        if lines:
            yield f"{title}: {len(lines)}"
            yield from (f"  {mark} {one}" for one in lines)
    if dry_run:
        then = "would be in force" if isinstance(event, PolicyPublished) else "would be proposed"
        yield f"~ {offer.title} {then}: this was a dry run"
    elif isinstance(event, PolicyPublished):
        but = ", but not all" if before else ""
        yield f"✓ {offer.title} is in force: new incidents are pinned to it{but}"
    else:
        yield f"… {offer.title} waits for a second person, because it newly allows something:"
        yield f"    retro policy publish --agree {offer.title} --as PERSON"
    yield from (f"! {_overlap(one, offer)}" for one in before)


def _overlap(one: Offer, offer: Offer) -> str:
    why = (
        "its `when` names more"
        if names_more(one.when, offer.when)
        else "its `when` names as much, and it was first"
    )
    return f"an incident that {one.title} is for, too, goes to {one.title}: {why}"


def outcome_json(
    event: PolicyPublished | PolicyProposed, before: Sequence[Offer], *, dry_run: bool
) -> dict[str, Any]:
    """Say it as JSON values."""
    offer = event.offer
    return {
        "policy": offer.title,
        "digest": offer.digest,
        "state": "in force" if isinstance(event, PolicyPublished) else "proposed",
        "recorded": not dry_run,
        "newly_blocks": [*offer.newly_blocks],
        "newly_allows": [*offer.newly_allows],
        "goes_before": [one.title for one in before],
    }


def compared_lines(app: App, event: PolicyPublished | PolicyProposed, after: str) -> Iterator[str]:
    """Say what a policy was compared with, and where more is seen; `after` is what it is called."""
    found = [one.offer for one in map(app.library.of, event.offer.against) if one]
    if not found:
        return
    yield f"compared with {listed([one.title for one in found])}, from which it takes incidents"
    own = next((one.title for one in found if one.name == event.offer.name), "")
    if own and found[1:]:
        yield f"only what {own} lets through makes a change a major version"
    diff = f"retro policy diff {own or found[-1].title} {after}"
    yield f"what is alike is told once; each record that shows it: {diff}"


def staying_lines(
    app: App, event: PolicyPublished | PolicyProposed, *, dry_run: bool
) -> Iterator[str]:
    """Count the open incidents it is for and that stay, and how they are moved where they can."""
    movable = isinstance(event, PolicyPublished) and not dry_run
    for digest in event.offer.against:
        before, pinned = app.library.of(digest), app.read_model.pinned_to(digest)
        fitting = [key for key in pinned if _is_for(app, event.offer, key)]
        if before and fitting:
            stay = f"{len(fitting)} open incident{'s stay' if len(fitting) > 1 else ' stays'}"
            those = (
                f"--from {before.offer.title}" if len(fitting) == len(pinned) else " ".join(fitting)
            )
            move = f' · move: retro policy move {those} --to {event.offer.title} --reason "…"'
            yield f"{stay} on {before.offer.title}{move if movable else ''}"


def _is_for(app: App, offer: Offer, key: str) -> bool:
    return offer.when is None or is_meant(offer.when, app.record(key).context)
