"""A record file is read as a whole, and told everything that is wrong with it at once."""

from datetime import UTC, date, datetime
from decimal import Decimal
from time import process_time

import pytest

from documents.draft import Draft
from documents.record_file import read
from states.errors import InvalidError
from states.record.actions import (
    Action,
    Comparator,
    Criterion,
    Drill,
    Metric,
    NoRecurrence,
    Priority,
    Verification,
)
from states.record.context import Context, Impact, Severity
from states.record.facts import Fact, FactKind, WentWell

RECORD = """\
incident: INC-42
timezone: Europe/Berlin
context:
  title: 2026
  severity: SEV1
  services: [db, 3]
  started: 2026-01-31T17:20:00Z
  detected: 2026-01-31 18:25
  crossed_boundary: true
  effect:
impact: {users_affected: 3}
timeline:
  - {id: T1, at: 2026-01-31T17:20:00Z, kind: detection, text: "Page: on", by: ana}
  - it stopped
  - 404
went_well: [the pager]
learnings:
actions:
  - id: A1
    title: >-
      Alert on replica
      lag
    due: 2026-12-01
    priority: P1
    factors: [F1]
    verification: no recurrence for 30 days
  - title: Practise
    verification:
      criterion: {type: metric, name: lag, comparator: ">", threshold: 95, unit: s, window_days: 30}
      steps: look
  - title: Try
    verification: {criterion: "drill: fail over", environment: staging}
"""
READ = Draft(
    incident="INC-42",
    context=Context(
        title="2026",
        severity=Severity.SEV1,
        services=("db", "3"),
        started=datetime(2026, 1, 31, 17, 20, tzinfo=UTC),
        detected=datetime(2026, 1, 31, 17, 25, tzinfo=UTC),
        crossed_boundary=True,
    ),
    impact=Impact(users_affected=3),
    timeline=(
        Fact(
            "T1", datetime(2026, 1, 31, 17, 20, tzinfo=UTC), FactKind.DETECTION, "Page: on", "ana"
        ),
        Fact(text="it stopped"),
        Fact(text="404"),
    ),
    went_well=(WentWell(text="the pager"),),
    actions=(
        Action(
            id="A1",
            title="Alert on replica lag",
            due=date(2026, 12, 1),
            priority=Priority.P1,
            factors=("F1",),
            verification=Verification(NoRecurrence(30)),
        ),
        Action(
            title="Practise",
            verification=Verification(
                Metric("lag", Comparator.ABOVE, Decimal(95), "s", 30, ""), steps="look"
            ),
        ),
        Action(title="Try", verification=Verification(Drill("fail over"), environment="staging")),
    ),
)


def criterion_from(sentence: str) -> Criterion | None:
    known: dict[str, Criterion] = {
        "no recurrence for 30 days": NoRecurrence(30),
        "drill: fail over": Drill("fail over"),
    }
    return known.get(sentence)


def complaints(text: str) -> list[str]:
    with pytest.raises(InvalidError) as refused:
        read(text, "record.yaml", criterion_from)
    return str(refused.value).splitlines()


def test_a_file_says_what_its_fields_say() -> None:
    assert read(RECORD, "record.yaml", criterion_from).draft == READ


def test_what_a_file_speaks_about_is_known() -> None:
    present = read(RECORD, "record.yaml", criterion_from).present

    assert present == {"context", "impact", "timeline", "went_well", "learnings", "actions"}


def test_a_file_may_say_nothing() -> None:
    said = read("{}", "record.yaml", criterion_from)

    assert (said.draft, said.present) == (Draft(), frozenset())


MISTAKES = """\
timezone: Europe/Berln
incidnt: 42
shoe: 3
context: {title: true, severity: SEV9, services: db, started: 2026-01-31T17:20, detectd: x}
impact: {users_affected: -1, cost: 3, scope: [a]}
meeting: soon
timeline:
  - {id: T1, at: 1485883200, kind: detectoin, text: hi}
  - {id: T1, type: fact, at: 0001-01-01T00:00+03:00}
  - [x]
  -
learnings: x
actions:
  - due: 2026-1-1
    verification: works better
    priority: p9
  - verification: {criterion: {type: metrik, name: x}}
  - verification: {criterion: {type: metric, nam: x, comparator: "=", threshold: x, window_days: 0}}
  - verification: {criterion: {type: [a]}, setps: a}
  - verification: {criterion: {}}
  - verification: {criterion: works}
  - verification: {steps: x}
  - verification: []
  - top: maybe
"""
UNMEASURABLE = (
    "cannot be measured; name a number and its window, a test, a drill, or the days without"
    " recurrence"
)
COMPLAINTS = f"""\
record.yaml:1:1: timezone: “Europe/Berln” is not a time zone (did you mean “Europe/Berlin”?)
record.yaml:2:1: incidnt: is not a field (did you mean “incident”?)
record.yaml:3:1: shoe: is not a field; there is incident, context, impact, meeting, timeline,\
 went_well, factors, learnings, triggers, actions, timezone
record.yaml:4:11: context.title: “true” is not a text; write it in quotes
record.yaml:4:24: context.severity: “SEV9” is none of SEV1, SEV2, SEV3, SEV4\
 (did you mean “SEV4”?)
record.yaml:4:40: context.services: “db” is not a list
record.yaml:4:81: context.detectd: is not a field (did you mean “detected”?)
record.yaml:5:10: impact.users_affected: “-1” is less than 0
record.yaml:5:39: impact.scope: “['a']” is not a text; write it in quotes
record.yaml:6:1: meeting: “soon” is not a mapping of fields
record.yaml:8:14: timeline.0.at: “1485883200” is not a moment; write 2026-03-01T09:30Z
record.yaml:8:30: timeline.0.kind: “detectoin” is none of detection, escalation, action,\
 resolution, change, communication, note (did you mean “detection”?)
record.yaml:9:6: timeline.1.id: “T1” is here twice
record.yaml:9:14: timeline.1.type: is not a field; there is id, at, kind, text, by, source, standing
record.yaml:9:26: timeline.1.at: “0001-01-01T00:00+03:00” is not in the calendar
record.yaml:10:5: timeline.2: “['x']” is not a mapping of fields
record.yaml:11:4: timeline.3: “None” is not a mapping of fields
record.yaml:12:1: learnings: “x” is not a list
record.yaml:14:5: actions.0.due: “2026-1-1” is not a day; write 2026-03-01
record.yaml:15:5: actions.0.verification: “works better” {UNMEASURABLE}
record.yaml:16:5: actions.0.priority: “p9” is none of P1, P2, P3
record.yaml:17:20: actions.1.verification.criterion: has the type “metrik”, which is none of\
 metric, test, drill, no_recurrence (did you mean “metric”?)
record.yaml:18:20: actions.2.verification.criterion.name: is missing
record.yaml:18:46: actions.2.verification.criterion.nam: is not a field (did you mean “name”?)
record.yaml:18:54: actions.2.verification.criterion.comparator: “=” is none of >, >=, <, <=, ==\
 (did you mean “>=”?)
record.yaml:18:71: actions.2.verification.criterion.threshold: “x” is not a number
record.yaml:18:85: actions.2.verification.criterion.window_days: “0” is less than 1
record.yaml:19:20: actions.3.verification.criterion: has the type “['a']”, which is none of\
 metric, test, drill, no_recurrence
record.yaml:19:44: actions.3.verification.setps: is not a field (did you mean “steps”?)
record.yaml:20:20: actions.4.verification.criterion: has no `type`
record.yaml:21:20: actions.5.verification.criterion: “works” {UNMEASURABLE}
record.yaml:22:5: actions.6.verification.criterion: is missing
record.yaml:23:5: actions.7.verification: “[]” is not a mapping of fields
record.yaml:24:5: actions.8.top: “maybe” is neither true nor false
""".splitlines()


def test_every_mistake_is_told_at_once_each_at_its_place() -> None:
    assert complaints(MISTAKES) == COMPLAINTS


def test_a_moment_without_a_time_zone_names_its_field() -> None:
    (told,) = complaints("meeting: {at: 2026-03-01 09:30}")

    assert told == (
        "record.yaml:1:11: meeting.at: “2026-03-01 09:30” has no time zone; end it with Z or"
        " +01:00, or give the file a `timezone`"
    )


NOT_FINITE = """\
actions:
  - verification:
      criterion: {type: metric, name: x, comparator: <, threshold: nan, window_days: 1}
"""
# fmt: off
MISTAKEN = (
    ("on: no",                   "on: is not a field; there is "),
    ("incident: [a]",            "incident: “['a']” is not a text; write it in quotes"),
    ("context: {title: 'a\\b\n\n  c'}", "context.title: “a\\b�c” holds a line break"),
    (f"incident: {'x' * 501}",   "incident: has 501 characters, more than 500"),
    ("impact: {users_affected: 9007199254740992}",
     "impact.users_affected: “9007199254740992” is too large"),
    ("impact: {users_affected: 1.5}",
     "impact.users_affected: “1.5” is not a whole number"),
    ("actions: [{verification: {criterion: {type: test, suite: x, days: 1}}}]",
     "actions.0.verification.criterion.days: is not a field; there is suite, type"),
    ("actions: [{verification: {criterion: {type: no_recurrence, days: 367}}}]",
     "actions.0.verification.criterion.days: “367” is more than 366"),
    ("actions: [{verification: {criterion: [x]}}]",
     "actions.0.verification.criterion: “['x']” is not a mapping of fields"),
    (NOT_FINITE,
     "actions.0.verification.criterion.threshold: “nan”: input should be a finite number"),
    (f"timeline: ['{'x' * 10_001}']", "timeline.0.text: has 10001 characters, more than 10000"),
)
# fmt: on


@pytest.mark.parametrize(("text", "complaint"), MISTAKEN)
def test_a_mistake_names_the_value_and_what_is_allowed(text: str, complaint: str) -> None:
    (told,) = complaints(text)

    assert told.split(" ", 1)[1].startswith(complaint)


def test_fifty_mistakes_are_enough_for_one_time() -> None:
    began = process_time()

    with pytest.raises(InvalidError) as refused:
        read("timeline:\n" + "- {wrong: 1}\n" * 2_000, "record.yaml", criterion_from)

    assert len(str(refused.value).splitlines()) == 50
    assert refused.value.hint == "there may be more: this is where reading stopped"
    assert process_time() - began < 1


def test_a_long_value_is_shortened_in_a_complaint() -> None:
    (told,) = complaints(f"context: {{severity: {'x' * 400}}}")

    assert f"“{'x' * 60}…” is none of" in told


def test_a_sentence_is_offered_as_it_is_written() -> None:
    asked = []

    def remember(sentence: str) -> Criterion:
        asked.append(sentence)
        return NoRecurrence(7)

    read("actions: [{verification: CI pass rate > 95 % for 30 days}]", "record.yaml", remember)

    assert asked == ["CI pass rate > 95 % for 30 days"]
