"""Phases and gates: every step is a row of the lifecycle, every answer is given once more."""

from collections.abc import Iterator

from policies.auditing.discrepancy import Kind, Odd
from policies.auditing.scene import Scene
from policies.judging import standing_waivers
from policies.policy import Policy
from policies.publishing.rejudging import Decision, rejudged
from states.errors import RetrogateError
from states.events.consents import ProposalSettled
from states.events.gates import GateBlocked, PhaseEntered, PolicyMoved
from states.events.record import IncidentOpened
from states.lifecycle import Guard, Phase, Step, Trigger, step_for, steps_from
from states.record.proposals import Withdrawal
from states.rules import CheckResult, Result

Odds = Iterator[Odd]


def opened(event: IncidentOpened, scene: Scene) -> Odds:
    """Hold an opening to be the first thing that happened, under a policy that is kept."""
    if scene.record.opened:
        before = f"opened once, on {scene.record.opened:%Y-%m-%d %H:%M} UTC"
        yield Odd(Kind.LIFECYCLE, before, "opened again")
    yield from _lost(event.policy, scene)


def entered(event: PhaseEntered, scene: Scene) -> Odds:
    """Hold a phase to a row of the lifecycle, and to what guards it."""
    row = step_for(scene.record.phase, event.trigger)
    if row is None or row.dest is not event.phase:
        yield Odd(Kind.LIFECYCLE, _ways(scene.record.phase), _way(event.trigger, event.phase))
        return
    yield from _guarded(row, event, scene)


def _ways(phase: Phase) -> str:
    ways = ", ".join(_way(one.trigger, one.dest) for one in steps_from(phase)) or "nothing"
    return f"after {phase.value}: {ways}"


def _way(trigger: Trigger, phase: Phase) -> str:
    return f"{trigger.value} to {phase.value}"


def _guarded(row: Step, event: PhaseEntered, scene: Scene) -> Odds:
    match row.guard:
        case Guard.GATE:
            yield from _passed(event, scene)
        case Guard.REASON:
            if not event.reason:
                yield Odd(Kind.LIFECYCLE, f"a reason to {row.trigger.value}", "none")
        case Guard.APPROVAL:
            if not _is_granted(scene):
                yield Odd(Kind.CONSENT, "a withdrawal that a second person granted", "none")


def _is_granted(scene: Scene) -> bool:
    settled = (one for one in scene.events if isinstance(one, ProposalSettled) and one.granted)
    asked = (scene.record.proposal_for(one.proposal) for one in settled)
    return any(one is not None and isinstance(one.wish, Withdrawal) for one in asked)


def _passed(event: PhaseEntered, scene: Scene) -> Odds:
    if event.policy != scene.record.policy:
        pinned = f"judged by the policy {_short(scene.record.policy)}"
        yield Odd(Kind.POLICY, pinned, f"by {_short(event.policy)}")
    yield from _without_waiver(event.results, scene)
    yield from _judged(event.phase, event.results, event.people, scene, gate_open=True)


def blocked(event: GateBlocked, scene: Scene) -> Odds:
    """Hold an answer to the gate that was next, and to what its policy says."""
    row = step_for(scene.record.phase, Trigger.ADVANCE)
    asked = event.report.to
    if row is None or row.dest is not asked:
        yield Odd(Kind.LIFECYCLE, _ways(scene.record.phase), f"asked for {asked.value}")
        return
    yield from _without_waiver(event.report.results, scene)
    yield from _judged(asked, event.report.results, event.people, scene, gate_open=False)


def _without_waiver(results: tuple[CheckResult, ...], scene: Scene) -> Odds:
    waived = [one.check for one in results if one.result is Result.WAIVED]
    if not waived:
        return
    standing = {one.check for one in standing_waivers(scene.hearing().case)}
    for check in waived:
        if check not in standing:
            yield Odd(Kind.WAIVER, f"a waiver of {check} in force", "none at that moment")


def _judged(
    gate: Phase,
    results: tuple[CheckResult, ...],
    revision: int | None,
    scene: Scene,
    *,
    gate_open: bool,
) -> Odds:
    if not scene.world.knows(revision):
        yield Odd(Kind.GATE, f"entry {revision} of the directory's history", "no such entry")
        return
    policy = _policy_for(scene.record.policy, scene)
    if isinstance(policy, Odd):
        yield policy
        return
    step = scene.step
    people = scene.world.asked(revision, step.at)
    decision = Decision(
        scene.record.incident,
        step.seq,
        gate,
        gate_open,
        results,
        scene.record.policy,
        scene.record,
        people,
        step.at,
    )
    for one in rejudged(decision, policy):
        yield Odd(Kind.GATE, f"{gate.value}: {one.what} {one.found}", f"recorded: {one.recorded}")


def _policy_for(digest: str, scene: Scene) -> Policy | Odd:
    try:
        return scene.world.policy(digest)
    except RetrogateError as error:
        return Odd(Kind.POLICY, f"the policy {_short(digest)}", str(error))


def moved(event: PolicyMoved, scene: Scene) -> Odds:
    """Hold a move to the policy that was pinned, and to one that is kept."""
    if event.before != scene.record.policy:
        pinned = f"moved from the policy {_short(scene.record.policy)}"
        yield Odd(Kind.POLICY, pinned, f"from {_short(event.before)}")
    yield from _lost(event.after, scene)


def _lost(digest: str, scene: Scene) -> Odds:
    found = _policy_for(digest, scene)
    if isinstance(found, Odd):
        yield found


def _short(digest: str) -> str:
    return digest[:12] or "nothing"
