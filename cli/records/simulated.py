"""What a simulation is run on: recorded incidents, or files that tell of others."""

from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from cli.app import App
from cli.records.drafts import directory_for, draft_in
from cli.records.forecast import imagined
from cli.showing.progress import replaying
from documents.draft import Draft
from policies.asked import roles_of
from policies.policy import Policy
from policies.simulating.drafts import asked_once, told_until
from policies.simulating.past import Window
from policies.simulating.setting import Replayed, Setting
from policies.simulating.simulation import Simulation, simulated
from policies.trials.fixture import people_in
from states.errors import RetrogateError
from states.people import Directory
from states.rules import Case
from store.pasts import Pasts


def of_ledger(app: App, candidate: Policy, back: timedelta) -> Simulation:
    """Replay every incident of which something was written lately, or that is open."""
    pasts = Pasts(app.engine)
    window = Window(app.now - back, app.now)
    setting = Setting(candidate, cache(partial(_policy_for, app)), pasts.staff, window)
    keys = pasts.keys(window.since)
    return simulated((pasts.of(key) for key in replaying(keys)), setting)


def _policy_for(app: App, digest: str) -> Policy | None:
    """Find a policy that incidents were judged by; None where it cannot be read any more."""
    try:
        return app.policy_by(digest)
    except RetrogateError:
        return None


def of_files(app: App, candidate: Policy, files: tuple[str, ...]) -> Simulation:
    """Ask once about each postmortem or record file."""
    people = directory_for(app)
    drafts = [(file, draft_in(file, app, people)) for file in files]
    meant = [(file, draft) for file, draft in drafts if candidate.is_for(draft.context)]
    replays = tuple(_asked(app, candidate, file, draft, people) for file, draft in meant)
    since = min((told_until(draft, app.now) for _, draft in meant), default=app.now)
    return Simulation(replays, Window(since, app.now), len(drafts) - len(meant))


def _asked(
    app: App, candidate: Policy, file: str, draft: Draft, people: Directory | None
) -> Replayed:
    in_force, moment = app.policy_for(draft.context), told_until(draft, app.now)
    record = imagined(draft, candidate, moment)
    # Without a directory nobody would be known, and every role be held by nobody.
    known = people or people_in(record, ())
    if people is None:
        roles = roles_of(candidate, Case(record, known, moment))
        known = people_in(record, (*roles, *roles_of(in_force, Case(record, known, moment))))
    return asked_once(Case(record, known, moment), candidate, in_force, Path(file).name)
