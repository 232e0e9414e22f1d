"""A severity rises by one person's word and falls by two."""

from dataclasses import replace
from itertools import product

import pytest

from states.commands import Propose, Revise, Set, Settle
from states.decide import decide
from states.decisions.hearing import Hearing
from states.errors import InvalidError, NotAllowedError, RefusedError
from states.events.consents import ProposalMade, ProposalSettled
from states.events.record import SingleChanged
from states.lifecycle import Phase
from states.record.context import Context, Severity
from states.record.proposals import Downgrade, Proposal
from states.record.retrospective import Retrospective
from tests.builders import CONTEXT, NOON, changed
from tests.states.builders import after, answered, heard, question, record_in, refused, went_on

RECORD = record_in(Phase.FACTS)
WHY = "nobody outside the office noticed"
SEV1, SEV2, SEV3, SEV4 = Severity
PAIRS = [*product(Severity, Severity)]
LOWER = [(SEV1, SEV2), (SEV1, SEV3), (SEV1, SEV4), (SEV2, SEV3), (SEV2, SEV4), (SEV3, SEV4)]


def rated(severity: Severity | None) -> Retrospective:
    return replace(RECORD, context=changed(CONTEXT, severity=severity))


def put(now: Severity | None, severity: Severity, **fields: object) -> Revise:
    before = changed(CONTEXT, severity=now)
    return Revise(set=(Set(before, changed(before, severity=severity, **fields)),))


def asked(severity: Severity = SEV3, by: str = "ana") -> Hearing:
    return went_on(Propose(Downgrade(severity), WHY), heard(RECORD, by))


@pytest.mark.parametrize(("now", "other"), PAIRS)
def test_sev1_is_the_worst_and_sev4_the_least(now: Severity, other: Severity) -> None:
    assert other.is_below(now) is ((now, other) in LOWER)


@pytest.mark.parametrize(("now", "lower"), LOWER)
def test_nobody_lowers_a_severity_alone(now: Severity, lower: Severity) -> None:
    told, hint = refused(RefusedError, put(now, lower), heard(rated(now)))

    assert told == f"severity: INC-42 is {now.value}, and {lower.value} needs a second person"
    assert hint == (
        f'leave it as it is, and ask: retro downgrade INC-42 {lower.value} --reason "…"'
    )


@pytest.mark.parametrize("phase", [Phase.OPENING, Phase.STABILIZED, Phase.VERIFIED])
def test_no_phase_is_too_early_or_too_late_to_ask(phase: Phase) -> None:
    refused(RefusedError, put(SEV2, SEV4), heard(record_in(phase)))


@pytest.mark.parametrize(("now", "higher"), [one for one in PAIRS if one not in LOWER])
def test_anybody_raises_it_or_leaves_it(now: Severity, higher: Severity) -> None:
    record = after(put(now, higher, title="Checkout down"), heard(rated(now)))

    assert (record.context.severity, record.context.title) == (higher, "Checkout down")


def test_a_record_without_a_severity_takes_any() -> None:
    assert after(put(None, SEV4), heard(rated(None))).context.severity is SEV4


def test_what_stands_beside_a_lower_severity_is_refused_with_it() -> None:
    refused(RefusedError, put(SEV2, SEV3, title="Checkout was slow"), heard(RECORD))


def test_an_edit_of_what_was_seen_before_a_raise_leaves_the_raise() -> None:
    raised = went_on(put(SEV2, SEV1), heard(RECORD))

    late = Revise(set=(Set(CONTEXT, changed(CONTEXT, title="Checkout down")),))

    assert after(late, raised).context.severity is SEV1


def test_a_lower_severity_is_asked_for_with_a_reason() -> None:
    made = decide(Propose(Downgrade(SEV3), WHY), heard(RECORD))

    asked = ProposalMade(Proposal("S1", Downgrade(SEV3), WHY, "ana", NOON))
    assert made == (asked, question("S1"))
    refused(InvalidError, Propose(Downgrade(SEV3), ""), heard(RECORD))


@pytest.mark.parametrize("severity", [SEV1, SEV2])
def test_what_is_not_lower_is_not_asked_for(severity: Severity) -> None:
    told, hint = refused(RefusedError, Propose(Downgrade(severity), WHY), heard(RECORD))

    assert told == f"severity: INC-42 is SEV2, and {severity.value} is not lower"
    assert hint == f"nobody has to grant that: retro set INC-42 --severity {severity.value}"


def test_a_record_without_a_severity_has_none_to_lower() -> None:
    empty = replace(RECORD, context=Context())

    told, _ = refused(RefusedError, Propose(Downgrade(SEV4), WHY), heard(empty))

    assert told == "severity: INC-42 is unrated, and SEV4 is not lower"


def test_asking_alone_changes_no_severity() -> None:
    assert asked().record.context == RECORD.context


def test_a_granted_downgrade_lowers_the_severity_and_nothing_else() -> None:
    made = decide(Settle("S1"), replace(asked(), actor="sol"))

    assert made == (
        ProposalSettled("S1", granted=True),
        SingleChanged(changed(CONTEXT, severity=SEV3)),
        answered("S1"),
    )


def test_a_declined_downgrade_lowers_nothing() -> None:
    record = after(Settle("S1", grant=False), replace(asked(), actor="sol"))

    assert record.context == RECORD.context


def test_a_granted_downgrade_is_laid_over_what_was_written_since() -> None:
    since = went_on(put(SEV2, SEV1, title="Checkout down"), asked())

    record = after(Settle("S1"), replace(since, actor="sol"))

    assert (record.context.severity, record.context.title) == (SEV3, "Checkout down")


def test_a_downgrade_that_another_one_overtook_is_no_longer_granted() -> None:
    second = went_on(Propose(Downgrade(SEV4), WHY), asked())
    lowered = went_on(Settle("S2"), replace(second, actor="sol"))

    told, _ = refused(RefusedError, Settle("S1"), lowered)

    assert told == "severity: INC-42 is SEV4, and SEV3 is not lower"


def test_nobody_grants_the_downgrade_they_asked_for() -> None:
    told, _ = refused(NotAllowedError, Settle("S1"), asked(by="sol"))

    assert told == "sol asked for it: S1 needs a second person"


@pytest.mark.parametrize("somebody", ["ben", "mia", "fay"])
def test_whoever_may_grant_a_waiver_grants_a_downgrade(somebody: str) -> None:
    told, hint = refused(NotAllowedError, Settle("S1"), replace(asked(), actor=somebody))

    assert told == f"{somebody} is not sre-lead: the policy asks one about S1"
    assert hint == "retro grant INC-42 S1 --as sol"
