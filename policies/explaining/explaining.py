"""Why a gate is shut, the other way round: the smallest set of facts that would open it.

The facts are found by search with the one evaluator, so what is told here is what the gate
asks. Each is needed: without it, the gate would stay shut.
"""

from datetime import datetime

from policies.explaining.about import by_thing
from policies.explaining.bounds import Bounds
from policies.explaining.commands import commands_for
from policies.explaining.explanation import Ask, Explanation, Group, LastResort, Way
from policies.explaining.phrases import TEXTS, place_of, said_of, words_of
from policies.explaining.sayings import NOUNS, saying_of
from policies.explaining.shortcuts import shortcut_in
from policies.explaining.turns import party_of, player_of
from policies.explaining.ways import others_for
from policies.language.wording import called
from policies.policy import Policy
from policies.supposing.completing import completed
from policies.supposing.parts import KEYED
from policies.supposing.stage import Facts, Stage
from states.lifecycle import Phase
from states.people import Directory
from states.record.retrospective import Retrospective
from states.rules import Case, CheckResult

TITLES = {
    "context": "the incident",
    "impact": "its impact",
    "meeting": "the meeting",
    "approvals": "the record as a whole",
    "proposals": "what somebody asked for",
}

DETAILED = 60
"""So many facts are told with their bounds and what could be done instead."""


def explain(
    record: Retrospective, policy: Policy, gate: Phase, people: Directory, now: datetime
) -> Explanation:
    """Explain what would open `gate`."""
    start = Stage(policy, gate, Case(record, people, now))
    found = completed(record, policy, gate, people, now)
    telling = _Telling(start, found.facts)
    groups = telling.groups()
    return Explanation(
        incident=record.incident,
        phase=record.phase,
        gate=gate,
        facts=found.facts,
        groups=groups,
        left=found.report.shut,
        last_resorts=_last_resorts(start),
        shortcut=shortcut_in(groups, telling.after, start),
    )


class _Telling:
    """Everything it takes to tell one set of facts."""

    def __init__(self, start: Stage, facts: Facts) -> None:
        self.start, self.facts, self.after = start, facts, start.supposing(facts)
        self.bounds = Bounds(self.after, facts)
        self.is_detailed = len(facts) <= DETAILED
        self._never = {one.check for one in self.after.report.shut}
        self._shut: dict[str, tuple[CheckResult, ...]] = {}

    def groups(self) -> tuple[Group, ...]:
        """Tell the facts thing by thing, and new things that are alike together."""
        alike: dict[str, list[Facts]] = {}
        for part, name, facts in by_thing(self.facts):
            if part != "revision":
                alike.setdefault(self._likeness(part, name), []).append(facts)
        return tuple(self._group(some) for some in alike.values())

    def _likeness(self, part: str, name: str) -> str:
        """Say with what a thing is told: new ones that are alike together, approvals too."""
        # What becomes of an action is told with what is said of it.
        within = "actions" if part == "progress" else part
        thing = self.facts.get(f"{within}.{name}")
        if _is_new(f"{within}.{name}", thing):
            return f"{within} {said_of(within, thing)}"
        return within if within == "approvals" else f"{within}.{name}"

    def _group(self, some: list[Facts]) -> Group:
        unsorted = {path: said for one in some for path, said in one.items()}
        facts = {path: unsorted[path] for path in sorted(unsorted, key=place_of)}
        news = [path for path, said in facts.items() if _is_new(path, said)]
        shut = [result for path in facts for result in self._shut_without(path)]
        others = self._others(facts) if len(facts) > 1 and not news else ()
        asks = tuple(self._ask(path, facts, others) for path in facts)
        return Group(
            item="" if news else _item(next(iter(facts))),
            title=_title(facts, news, self.start.record),
            asks=asks if len(news) <= 1 else asks[:1],
            commands=commands_for(facts, self.start.record, self.after.record),
            turn=self._turn(shut),
            others=others,
        )

    def _ask(self, path: str, facts: Facts, instead_of_all: tuple[Way, ...]) -> Ask:
        said, record = facts[path], self.start.record
        part = path.partition(".")[0]
        new, shut = _is_new(path, said), self._shut_without(path)
        known = [one.words for one in instead_of_all]
        others = () if new else self._others({path: said})
        return Ask(
            path=path,
            what=_new_words(part, said) if new else words_of(path, said, record),
            must_be=self.bounds.must_be(path, said, shut) if self.is_detailed else "",
            checks=tuple(dict.fromkeys(one.check for one in shut)),
            others=tuple(one for one in others if one.words not in known),
        )

    def _others(self, facts: Facts) -> tuple[Way, ...]:
        without = self._without(facts) if self.is_detailed else None
        return others_for(without, facts, self.after.missing) if without else ()

    def _without(self, facts: Facts) -> Stage | None:
        without: Stage | None = self.after
        for path in reversed([*facts]):
            without = without.restoring(path, self.start) if without else None
        return without

    def _shut_without(self, path: str) -> tuple[CheckResult, ...]:
        """List the checks that would keep the gate shut without one fact."""
        if path not in self._shut:
            without = self._without({path: None})
            shut = without.report.shut if without else ()
            self._shut[path] = tuple(one for one in shut if one.check not in self._never)
        return self._shut[path]

    def _turn(self, shut: list[CheckResult]) -> tuple[str, ...]:
        """Name those who are waited for, or the party that the first of these checks asks."""
        waited = [name for one in shut for finding in one.findings for name in finding.waits_for]
        if waited or not shut:
            return tuple(dict.fromkeys(waited))
        party = party_of(self.start.rules[shut[0].gate, shut[0].check])
        return (player_of(party, self.start.record, shut[0].findings[0].item) or party.value,)


def _is_new(path: str, said: object) -> bool:
    return path.partition(".")[0] in NOUNS and path.count(".") == 1 and said is not None


def _new_words(part: str, thing: object) -> str:
    return said_of(part, thing) or saying_of(part, TEXTS[part]).what


def _item(path: str) -> str:
    part, *steps = path.split(".")
    return steps[0] if part in KEYED and part != "approvals" else ""


def _title(facts: Facts, news: list[str], record: Retrospective) -> str:
    part, _, rest = next(iter(facts)).partition(".")
    if news:
        return f"{len(news)} more {NOUNS[part][len(news) > 1]}"
    thing = record.item_for(rest.partition(".")[0])
    return called(thing) if thing else TITLES.get(part, part)


def _last_resorts(start: Stage) -> tuple[LastResort, ...]:
    """List the checks in the way that may be waived for a while."""
    terms = start.policy.terms(start.case)
    command = "retro waive {} {} --until 7d --reason WHY"
    return tuple(
        LastResort(one.check, terms.waiver_roles, command.format(start.record.incident, one.check))
        for one in start.report.shut
        if one.check not in terms.never_waived
    )
