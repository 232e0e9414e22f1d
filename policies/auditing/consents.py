"""What takes a second person: nobody settles, approves or verifies what is their own."""

from collections.abc import Iterator
from dataclasses import replace

from policies.auditing.clockwork import deadlines_in
from policies.auditing.discrepancy import Kind, Odd
from policies.auditing.scene import Scene
from states.decisions.consent import authors
from states.decisions.seconding import must_be_second
from states.envelope import ENGINE
from states.errors import RetrogateError
from states.events.actions import ActionVerified, VerificationFailed
from states.events.consents import ProposalMade, ProposalSettled, RecordApproved
from states.record.actions import ActionState
from states.record.proposals import Proposal, Verdict, Waiver

Odds = Iterator[Odd]


def asked(event: ProposalMade, scene: Scene) -> Odds:
    """Hold a wish to its author, and a waiver to what the policy lets anybody waive."""
    proposal = event.proposal
    if scene.record.proposal_for(proposal.id):
        yield Odd(Kind.CONSENT, f"{proposal.id} asked for once", "asked for again")
    if (proposal.by, proposal.verdict) != (scene.step.by, Verdict.PENDING):
        said = f"{proposal.id} asked for by {scene.step.by}, and pending"
        yield Odd(Kind.CONSENT, said, f"by {proposal.by}, and {proposal.verdict.value}")
    if isinstance(proposal.wish, Waiver):
        yield from _waivable(proposal.wish, scene)


def _waivable(wish: Waiver, scene: Scene) -> Odds:
    terms = scene.hearing().terms
    latest = scene.step.at + terms.waiver_max
    if wish.check in terms.never_waived:
        yield Odd(Kind.WAIVER, f"{wish.check} waived by nobody, as the policy says", "asked for")
    if not scene.step.at < wish.until <= latest:
        by = f"a waiver that ends by {latest:%Y-%m-%d %H:%M} UTC"
        yield Odd(Kind.WAIVER, by, f"one until {wish.until:%Y-%m-%d %H:%M} UTC")


def settled(event: ProposalSettled, scene: Scene) -> Odds:
    """Hold an answer to a wish that waited for it, and to a second person with the role."""
    proposal = scene.record.proposal_for(event.proposal)
    if proposal is None or proposal.verdict is not Verdict.PENDING:
        found = proposal.verdict.value if proposal else "never asked for"
        yield Odd(Kind.CONSENT, f"{event.proposal} pending", found)
    elif refused := _not_second(proposal, scene):
        yield Odd(Kind.CONSENT, f"{proposal.id} settled by a second person who may", refused)


def _not_second(proposal: Proposal, scene: Scene) -> str:
    """Say why the actor may not settle it; nothing where the directory lets them."""
    told = ""
    known = replace(scene.record, deadlines=deadlines_in(scene.deadlines))
    for people in scene.world.around(scene.step.at):
        hearing = replace(scene.hearing(people), record=known)
        try:
            hearing.must_be_known()
            must_be_second(proposal, hearing)
        except RetrogateError as error:
            told = told or str(error)
        else:
            return ""
    return told


def approved(event: RecordApproved, scene: Scene) -> Odds:
    """Hold an approval to the record as it was, and to somebody who wrote none of it."""
    revision = scene.record.revision
    if event.revision != revision:
        yield Odd(Kind.APPROVAL, f"revision {revision} approved", f"revision {event.revision}")
    if scene.step.by in authors(scene.hearing()) | {ENGINE}:
        author = f"{scene.step.by} wrote or owes part of it"
        yield Odd(Kind.APPROVAL, "approved by somebody who is no author", author)


def verified(event: ActionVerified | VerificationFailed, scene: Scene) -> Odds:
    """Hold a verification to an action that was done, by somebody else."""
    progress = scene.record.progress_of(event.action)
    action = scene.record.action_for(event.action)
    if action is None or progress.state is not ActionState.DONE:
        found = progress.state.value if action else "not there"
        yield Odd(Kind.PROOF, f"{event.action} done", found)
        return
    if scene.step.by in {action.owner, progress.by, *scene.record.owners_of(action.id)}:
        part = f"{scene.step.by} owned it, or said it is done"
        yield Odd(Kind.PROOF, f"{action.id} verified by somebody else", part)
