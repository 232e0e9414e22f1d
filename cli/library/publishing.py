"""Publishing: what a policy changes is found out and shown, and then recorded."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cli.app import App
from cli.installation.founding import put_in_force
from cli.reading.files import STDIN
from cli.reading.trial_files import DEFAULT, suite_of
from cli.showing.progress import watched
from cli.showing.trials_page import ran_lines
from policies.policy import Policy
from policies.publishing.choosing import displaced
from policies.publishing.effect import Effect, effect_of
from policies.publishing.events import Event, PolicyProposed, PolicyPublished
from policies.publishing.publishing import Asking
from policies.trials.trying import run
from states.errors import RefusedError

TESTS = "*.test.yaml"


def asking(app: App) -> Asking:
    """Say who asks to change policies, and what there is."""
    put_in_force(app)
    library = app.library
    policies = {one.offer.digest: app.policy_by(one.offer.digest) for one in library.in_force}
    return Asking(library, policies, app.directory(), app.acting, app.now)


def effects_of(policy: Policy, asked: Asking) -> Mapping[str, Effect]:
    """Compare a policy with each one that it takes incidents from, by digest."""
    when = policy.editions[None].file.when
    return {
        one.offer.digest: effect_of(asked.policies[one.offer.digest], policy, asked.now, watched)
        for one in displaced(asked.library, policy.name, when)
    }


def must_hold(file: str, policy: Policy) -> int:
    """Run the tests beside a policy file and count them; raises `RefusedError` where one fails."""
    if file in (DEFAULT, STDIN) or not Path(file).exists():
        return 0
    paths = sorted(map(str, Path(file).parent.glob(TESTS)))
    suites = {path: suite_of(path) for path in paths}
    own = {path: one for path, one in suites.items() if one.policy.digest == policy.digest}
    for path, suite in own.items():
        ran = run(suite)
        if not ran.holds:
            failing = next(ran_lines(path, ran))
            raise RefusedError(
                f"the tests of {policy.title} do not hold: {failing.removeprefix('✕ ')}",
                f"see what they say: retro policy test {path}",
            )
    return len(own)


def record(app: App, asked: Asking, events: Iterable[Event], texts: Mapping[str, str]) -> None:
    """Write down what was decided about policies; raises `ConflictError` where all has changed."""
    actor = {"person": asked.actor, "via": "cli"}
    app.policies.record(events, texts, actor, asked.now, asked.library)


def outcome_lines(event: PolicyPublished | PolicyProposed, *, dry_run: bool) -> Iterator[str]:
    """Say what a policy changes, and what became of it."""
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
        yield f"✓ {offer.title} is in force: new incidents are pinned to it"
    else:
        yield f"… {offer.title} waits for a second person, because it newly allows something:"
        yield f"    retro policy publish --agree {offer.title} --as PERSON"


def outcome_json(event: PolicyPublished | PolicyProposed, *, dry_run: bool) -> dict[str, Any]:
    """Say it as JSON values."""
    offer = event.offer
    return {
        "policy": offer.title,
        "digest": offer.digest,
        "state": "in force" if isinstance(event, PolicyPublished) else "proposed",
        "recorded": not dry_run,
        "newly_blocks": [*offer.newly_blocks],
        "newly_allows": [*offer.newly_allows],
    }


def staying_lines(app: App, event: PolicyPublished | PolicyProposed) -> Iterator[str]:
    """Count the open incidents that stay where they are, and say how they would be moved."""
    title = event.offer.title
    for digest in event.offer.against:
        before = app.library.of(digest)
        count = len(app.read_model.pinned_to(digest))
        if before and count:
            stay = f"{count} open incident{'s stay' if count > 1 else ' stays'}"
            move = f'retro policy move --from {before.offer.title} --to {title} --reason "…"'
            yield f"{stay} on {before.offer.title} · move: {move}"
