"""Publishing: what a policy changes is found out, and then recorded."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from cli.app import App
from cli.installation.founding import put_in_force
from cli.reading.files import STDIN
from cli.reading.trial_files import DEFAULT, suite_of
from cli.showing.progress import watched
from cli.showing.trials_page import ran_lines
from policies.policy import Policy
from policies.publishing.choosing import displaced
from policies.publishing.effect import Effect, effect_of
from policies.publishing.events import Event
from policies.publishing.publishing import Asking
from policies.trials.suite import Suite
from policies.trials.trying import run
from states.errors import InvalidError, RefusedError

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
    """Run the tests beside a policy file and count them.

    Raises:
        InvalidError: one of the test files beside it cannot be read.
        RefusedError: one fails.
    """
    if file in (DEFAULT, STDIN) or not Path(file).exists():
        return 0
    paths = sorted(map(str, Path(file).parent.glob(TESTS)))
    suites = {path: _suite(path) for path in paths}
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


def _suite(path: str) -> Suite:
    try:
        return suite_of(path)
    except InvalidError as error:
        raise InvalidError(
            f"{path} cannot be read, and tests beside a policy have to hold:\n{error}",
            f"{error.hint} · or move it elsewhere, if it tests nothing here",
        ) from error


def record(app: App, asked: Asking, events: Iterable[Event], texts: Mapping[str, str]) -> None:
    """Write down what was decided about policies; raises `ConflictError` where all has changed."""
    actor = {"person": asked.actor, "via": "cli"}
    app.policies.record(events, texts, actor, asked.now, asked.library)
