"""What a candidate would have done, as JSON: every attempt, escalation and wait."""

from typing import Any

from cli.showing.simulation_page import RECKONED, Told
from cli.showing.simulation_tables import HOUR
from policies.simulating.by_check import CheckTold, found_by
from policies.simulating.calls import Called, Shift
from policies.simulating.passages import Attempt, Passage, Verdict
from policies.simulating.setting import Replayed
from policies.simulating.simulation import Simulation
from policies.simulating.waiting import Wait
from states.rules import Report


def simulation_json(found: Simulation, told: Told) -> dict[str, Any]:
    """Write everything that was found."""
    return {
        "policy": told.title,
        "since": found.window.since,
        "until": found.window.until,
        "enforced_on": told.enforced_on,
        "decisions": found.decisions,
        "passed_over": found.passed_over,
        "gates": {one.name.lower(): found.gates(one) for one in Verdict},
        "shut_anyway": found.shut_anyway,
        "escalations": {one.name.lower(): found.calls(one) for one in Shift},
        "hours_then": found.waited_then / HOUR,
        "hours": found.would_wait / HOUR,
        "hours_are": RECKONED,
        "checks": [_check(one) for one in found.checks],
        "incidents": [_incident(one) for one in found.replays],
    }


def _check(one: CheckTold) -> dict[str, Any]:
    return {
        "check": one.check,
        "gate": one.gate,
        "newly_stops": [*one.newly_stops],
        "findings": one.findings,
        "no_longer": [*one.no_longer],
        "hours_then": one.then / HOUR,
        "hours": one.would / HOUR,
    }


def _incident(one: Replayed) -> dict[str, Any]:
    return {
        "incident": one.incident,
        "source": one.source,
        "title": one.context.title,
        "severity": one.context.severity,
        "gates": [_passage(each) for each in one.passages],
        "escalations": [_call(each) for each in one.calls],
        "escalations_cut": one.is_cut,
        "waited_then": [_wait(each) for each in one.then],
        "would_wait": [_wait(each) for each in one.would],
    }


def _passage(one: Passage) -> dict[str, Any]:
    return {
        "gate": one.gate,
        "verdict": one.verdict.name.lower(),
        "opened": one.opened,
        "would_open": one.would_open,
        "attempts": [_attempt(each) for each in one.attempts],
    }


def _attempt(one: Attempt) -> dict[str, Any]:
    return {
        "entry": one.seq or None,
        "at": one.at,
        "then": _answer(one.then),
        "would": _answer(one.would),
    }


def _answer(report: Report) -> dict[str, Any]:
    shut = [
        {
            "check": one.check,
            "result": one.result,
            "findings": found_by(one),
            "first": one.findings[0].message if one.findings else "",
        }
        for one in report.shut
    ]
    return {"gate_open": report.gate_open, "shut": shut}


def _call(one: Called) -> dict[str, Any]:
    return {
        "about": one.deadline,
        "to": [*one.to],
        "then": one.then,
        "would": one.would,
        "shift": one.shift.name.lower(),
    }


def _wait(one: Wait) -> dict[str, Any]:
    return {"check": one.check, "gate": one.gate, "begun": one.begun, "ended": one.ended}
