"""When people may be told is written as they say it, and refused where nobody could mean it."""

from datetime import date, time

import pytest

from policies.file.clock import ClockTerms, Weekday
from policies.file.loader import load_policy
from policies.file.model import EscalationTerms, PolicyFile
from states.errors import InvalidError
from states.record.context import Severity
from tests.policies.small import SMALL, put

LADDERS = "ladders:\n"


def with_clock(clock: str) -> str:
    return put(LADDERS, f"clock: {clock}\n{LADDERS}")


def file_of(text: str, severity: Severity | None = None) -> PolicyFile:
    return load_policy(text, "p.yaml").editions[severity].file


def refusal(text: str) -> str:
    with pytest.raises(InvalidError) as refused:
        load_policy(text, "p.yaml")
    return str(refused.value)


def test_a_clock_is_read_as_it_is_written() -> None:
    clock = file_of(
        with_clock(
            "{working_days: [tue, sun], holidays: [2026-12-24, 2027-12-24], "
            'quiet: {from: "18:00", to: "08:00"}, digest: "09:30"}'
        )
    ).clock

    assert clock is not None
    assert clock.working_days == (Weekday.TUE, Weekday.SUN)
    assert [one.number for one in clock.working_days] == [1, 6]
    assert clock.holidays == (date(2026, 12, 24), date(2027, 12, 24))
    assert clock.nightly == (time(18), time(8))
    assert clock.digest == time(9, 30)


def test_an_older_policy_has_no_clock_and_the_terms_of_before() -> None:
    file = file_of(SMALL.replace(", ladder: short}\nwithdrawal", "}\nwithdrawal"))

    assert file.clock is None
    assert file.waivers.ladder is None
    assert file.escalations == EscalationTerms()


def test_a_clock_may_leave_everything_out() -> None:
    assert file_of(with_clock("{}")).clock == ClockTerms()


# fmt: off
MISTAKES = {
    # what stands there                    where, and what is wrong
    "{working_days: [mon, tues]}":         "5:29: clock.working_days[1]: write mon, tue, wed",
    "{working_days: []}":                  "clock.working_days: has no day: nobody could ever",
    "{working_days: [mon, mon]}":          "clock.working_days: names a day twice",
    "{working_day: [mon]}":
        "clock.working_day: there is no key “working_day” (did you mean “working_days”?)",
    "{holidays: [2026-12-24, 2026-12-24]}": "clock.holidays: names a day twice",
    "{holidays: [24 December]}":           "clock.holidays[0]: a day is written YYYY-MM-DD",
    "{holidays: [2026-02-30]}":            "clock.holidays[0]: ",
    "{digest: 9am}":
        "5:9: clock.digest: “9am” is no time of day: write it in quotes, from 00:00 to 23:59",
    '{digest: "24:00"}':                   "clock.digest: “24:00” is no time of day",
    '{digest: "9:00"}':                    "clock.digest: “9:00” is no time of day",
    "{digest: 900}":                       "clock.digest: “900” is no time of day",
    "{digest: $few}":                      "clock.digest: “$few” is no time of day",
    '{quiet: {from: "18:00"}}':            "clock.quiet.to: field required",
    '{quiet: {from: "18:00", to: "18:00"}}':
        "5:32: clock.quiet.to: 18:00 is when they begin: say when they end",
    '{quiet: {from: "18:00", to: "09:30"}, digest: "09:00"}':
        "clock.digest: 09:00 lies in the quiet hours, 18:00 to 09:30",
    '{quiet: {from: "12:00", to: "14:00"}, digest: "12:00"}':
        "clock.digest: 12:00 lies in the quiet hours, 12:00 to 14:00",
}

RUNGS = {
    # what the ladder says
    "[{at: 0h, notify: [owner], repeat: 1d, times: 3}]":
        "ladders.short: the last rung repeats 3 times: an escalation never stops by itself",
    "[{at: 0h, notify: [owner], times: 3}, {at: 1h, notify: [owner], repeat: 1d}]":
        "6:37: ladders.short[0].times: says how often, and not how soon again: say `repeat`",
    "[{at: 0h, notify: [owner], repeat: 1d, times: 1}, {at: 1h, notify: [owner], repeat: 1d}]":
        "ladders.short[0].times: 1 is no repeat: leave out `repeat` and `times`",
    "[{at: 0h, notify: [owner], repeat: 1wd}]":
        "ladders.short[0].repeat: 1wd counts working days, and a repeat counts every day",
    "[{at: 0h, notify: [owner], repeat: 0d}]":
        "ladders.short[0].repeat: has to be longer than nothing",
    "[{at: 5wd, notify: [owner]}, {at: 6d, notify: [owner], repeat: 1d}]":
        "ladders.short: the rungs need to stand in the order of their “at”",
    "[{at: -1wd, notify: [owner], repeat: 1d}]":
        "ladders.short: the last rung lies before the deadline",
}
# fmt: on


@pytest.mark.parametrize(("clock", "told"), MISTAKES.items(), ids=[*MISTAKES])
def test_what_no_clock_shows_is_refused_where_it_stands(clock: str, told: str) -> None:
    assert told in refusal(with_clock(clock))


@pytest.mark.parametrize(("ladder", "told"), RUNGS.items(), ids=[*RUNGS])
def test_a_rung_that_nobody_could_mean_is_refused(ladder: str, told: str) -> None:
    short = "[{at: -24h, notify: [owner]}, {at: 0h, notify: [manager], repeat: 7d}]"

    assert told in refusal(put(short, ladder))


def test_working_days_are_for_deadlines_and_rungs_alone() -> None:
    assert file_of(put("within: 5d", "within: 5wd")).gates["factors"].deadline.within

    told = refusal(put("stalled: {gate: 30d", "stalled: {gate: 30wd"))

    assert "stalled.gate: “30wd” counts working days, as only deadlines and rungs do" in told


def test_escalations_are_limited_as_the_severity_asks() -> None:
    terms = "escalations: {acknowledge_for: 3d, extensions: $few, extend_for: 2w}\n"
    policy = load_policy(put(LADDERS, terms + LADDERS), "p.yaml")

    limits = {one: policy.editions[one].terms.extension_limit for one in (None, Severity.SEV4)}

    assert limits == {None: 3, Severity.SEV4: 1}


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ("{extensions: -1}", "escalations.extensions: "),
        ("{extend_for: 0h}", "escalations.extend_for: has to be longer than nothing"),
        ("{acknowledge: 3d}", "there is no key “acknowledge” (did you mean “acknowledge_for”?)"),
    ],
)
def test_terms_of_escalations_are_refused_where_they_stand(terms: str, told: str) -> None:
    assert told in refusal(put(LADDERS, f"escalations: {terms}\n{LADDERS}"))


def test_waivers_climb_a_ladder_that_there_is() -> None:
    told = refusal(put("never: [owner], ladder: short", "never: [owner], ladder: shrot"))

    assert "waivers.ladder: there is no ladder “shrot” (did you mean “short”?)" in told
