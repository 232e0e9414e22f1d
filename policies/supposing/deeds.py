"""What people do beside writing: finish, verify, park, move, accept, settle, approve.

Whatever the lifecycle would refuse is not supposed: who did something does not verify it, and
what was promised as most important is not parked.
"""

from collections.abc import Iterator

from policies.checks.promised import verifiers
from policies.language.remarks import standing
from policies.supposing.items import filled, fresh, part_of
from policies.supposing.plausible import URL
from policies.supposing.stage import MANY, Facts, Stage
from states.lifecycle import Phase, has_reached
from states.record.actions import Action, ActionState, Priority, Progress
from states.record.proposals import Approval, Risk, Verdict
from states.record.readings import Acknowledgement
from states.rules import Finding

REASON = "it is agreed in `record/1`"


def deeds_about(finding: Finding, stage: Stage) -> Iterator[Facts]:
    """List what could be done about the thing that a finding names, or about all of them."""
    record = stage.record
    for proposal in record.pending:
        if finding.item in ("", proposal.id):
            yield {f"proposals.{proposal.id}.verdict": Verdict.DECLINED}
    for action in _meant(finding, stage):
        yield from deeds_on(action, stage)
    yield from _let_stand(finding.item, stage)
    if part_of(record, finding.item) == "factors":
        yield from _about_factor(finding.item, stage)


def deeds_on(action: Action, stage: Stage) -> Iterator[Facts]:
    """List what could become of an action."""
    was = stage.record.progress_of(action.id)
    path = f"progress.{action.id}"
    if was.state is ActionState.OPEN:
        yield {path: _became(was, ActionState.DONE, action.owner, stage)}
    for name in _strangers(action, stage):
        yield {path: _became(was, ActionState.VERIFIED, name, stage)}
    if was.state is ActionState.OPEN and not _is_vital(action, stage):
        yield {path: _became(was, ActionState.PARKED, action.owner, stage)}
    limit = stage.policy.terms(stage.case).reschedule_limit
    if was.state is ActionState.OPEN and action.due and was.reschedules < limit:
        yield {f"{path}.reschedules": was.reschedules + 1}


def approvals(finding: Finding, stage: Stage) -> Iterator[Facts]:
    """List the yes of the first of those who are waited for, of the first two, and so on."""
    able = finding.waits_for or stage.people_here
    for count in range(1, min(len(able), MANY) + 1):
        yield {
            f"approvals.{name}": Approval(name, stage.now, stage.record.revision)
            for name in able[:count]
        }


def _meant(finding: Finding, stage: Stage) -> tuple[Action, ...]:
    named = stage.record.action_for(finding.item)
    if named:
        return (named,)
    actions = stage.record.actions
    return tuple(one for one in actions if finding.item in ("", *one.factors))


def _let_stand(name: str, stage: Stage) -> Iterator[Facts]:
    """Suppose that the facilitator acknowledged what is pointed at in an item."""
    item, facilitator = stage.record.item_for(name), stage.record.context.facilitator
    for _, remark in standing((item,), stage.case) if item and facilitator else ():
        said = Acknowledgement(name, remark.sentence, facilitator, stage.now, REASON)
        yield {f"acknowledgements.{name}": said}


def _about_factor(factor: str, stage: Stage) -> Iterator[Facts]:
    for action in stage.record.actions:
        if factor not in action.factors:
            tied = {f"actions.{action.id}.factors": (*action.factors, factor)}
            yield tied
            yield {**filled(stage, "actions", action.id), **tied}
    for name in stage.people_here[:1]:
        yield {f"risks.{factor}": Risk(factor, name, stage.now, REASON)}
    yield from _written_down(factor, stage)


def _written_down(factor: str, stage: Stage) -> Iterator[Facts]:
    """Suppose an action that writes what was missing, and that it was done."""
    new = fresh(stage, "actions", factors=(factor,), runbook=True)
    imagined = stage.supposing(new)
    for action in imagined.record.actions[-1:]:
        for deed in deeds_on(action, imagined):
            yield {**new, **deed}
    for action in stage.record.actions:
        if factor in action.factors:
            marked = {f"actions.{action.id}.runbook": True}
            for deed in ({}, *deeds_on(action, stage)):
                yield {**marked, **deed}


def _became(was: Progress, state: ActionState, by: str, stage: Stage) -> Progress:
    parked = state is ActionState.PARKED
    return Progress(
        state=state,
        by=by,
        at=stage.now,
        evidence="" if parked else URL,
        reason=REASON if parked else "",
        reschedules=was.reschedules,
    )


def _strangers(action: Action, stage: Stage) -> tuple[str, ...]:
    """List who could verify an action, those around the record first."""
    doers = {*stage.record.owners_of(action.id)}
    doers |= {action.owner, stage.record.progress_of(action.id).by}
    people = dict.fromkeys((*verifiers(action, stage.case), *stage.people_here))
    return tuple(one for one in people if one not in doers)


def _is_vital(action: Action, stage: Stage) -> bool:
    promised = has_reached(stage.record.phase, Phase.ACTIONS_TICKETED)
    promised = promised or stage.record.is_promised(action.id)
    return promised and (action.top or action.priority is Priority.P1)
