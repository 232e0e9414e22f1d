"""A rule that a policy file writes itself, asked as any other check is.

It answers with what breaks it and with what it cannot judge: a fact that is missing is a
finding, and whoever can fill it in is told how. Only a rule that is known to be kept passes.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar, NamedTuple

from policies.checks.promised import turn_of
from policies.expressions.condition import Condition, Unknown, condition_from, holds
from policies.expressions.facts import Facts, Told, told_in
from policies.expressions.slips import Slip
from policies.expressions.template import Template, template_from
from policies.file.lines import WrittenLine
from policies.file.source import Complain, Mistake, MistakenPolicyError
from policies.filling import command_for
from policies.language.wording import listed, quoted
from states.record.actions import Action
from states.record.retrospective import Item
from states.rules import Case, Finding
from states.values import value

COMMAND = "retro "


class _Subject(NamedTuple):
    """What a rule is asked of: an item and its place in its list, or the incident."""

    told: Told
    place: int | None
    facts: Facts
    item: Item | None = None

    @property
    def turn(self) -> tuple[str, ...]:
        return turn_of(self.item) if isinstance(self.item, Action) else ()


@value
class Written:
    """A rule of a policy file: which items it asks, what of them, and what it then says."""

    id: ClassVar[str] = "written"
    title: str
    for_each: str
    where: Condition | None
    require: Condition | None
    at_least: int
    at_most: int | None
    message: Template
    fix: Template
    kept: Condition | None = None

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """Name each item that breaks the rule, or that cannot be judged by it."""
        if self.kept and holds(self.kept, told_in(case)):
            return ()
        subjects = [*self._subjects(told_in(case))]
        if self.require:
            return tuple(found for one in subjects for found in self._asked(one, self.require))
        return tuple(self._counted(subjects, case))

    def _subjects(self, told: Told) -> Iterator[_Subject]:
        if not self.for_each:
            yield _Subject(told, None, told.incident)
            return
        facts = told.facts(self.for_each)
        for place, item in enumerate(told.items(self.for_each)):
            yield _Subject(told, place, facts[place], item)

    def _asked(self, subject: _Subject, require: Condition) -> Iterator[Finding]:
        meant = self.where.ask(subject.told, subject.place) if self.where else True
        answer = require.ask(subject.told, subject.place) if meant is True else True
        if isinstance(meant, Unknown) and self.where:
            yield _unjudged(self.where, meant, subject)
        elif isinstance(answer, Unknown):
            yield _unjudged(require, answer, subject)
        elif not answer:
            yield self._finding({"it": subject.facts}, subject)

    def _counted(self, subjects: list[_Subject], case: Case) -> Iterator[Finding]:
        count = unknown = 0
        for one in subjects:
            answer = self.where.ask(one.told, one.place) if self.where else True
            count += answer is True
            if isinstance(answer, Unknown) and self.where:
                unknown += 1
                yield _unjudged(self.where, answer, one)
        # Items that cannot be judged may yet be enough of them.
        if count + unknown < self.at_least or (self.at_most is not None and count > self.at_most):
            told = told_in(case)
            numbers = {"count": count, "at_least": self.at_least, "at_most": self.at_most}
            yield self._finding(numbers, _Subject(told, None, told.incident))

    def _finding(self, facts: Facts, subject: _Subject) -> Finding:
        known = {"incident": subject.told.incident, **facts}
        is_command = self.fix.text.startswith(COMMAND)
        return Finding(
            message=self.message.filled(known),
            item=subject.item.id if subject.item else "",
            fix=self.fix.command(known) if is_command else self.fix.filled(known),
            waits_for=subject.turn,
        )


def _unjudged(condition: Condition, unknown: Unknown, subject: _Subject) -> Finding:
    case = subject.told.case
    first, *more = unknown.paths
    lacking = case.record.item_for(first.partition(".")[0])
    return Finding(
        message=f"{listed(unknown.paths)} {'are' if more else 'is'} not there, "
        f"so {quoted(condition.text)} cannot be judged",
        item=subject.item.id if subject.item else "",
        fix=command_for(first, case),
        waits_for=turn_of(lacking) if isinstance(lacking, Action) else (),
    )


def written(line: WrittenLine, complain: Complain) -> Written:
    """Compile a rule.

    Raises:
        MistakenPolicyError: it says something that cannot be meant; every place is named.
    """
    for_each = line.for_each.value if line.for_each else ""
    template = partial(template_from, for_each=for_each, counts=not line.require)
    parts: dict[str, Any] = {
        "where": _condition(line.where, for_each),
        "require": _condition(line.require, for_each),
        "message": template(line.message),
        "fix": template(line.fix),
    }
    if mistakes := tuple(_mistakes(parts, complain)):
        raise MistakenPolicyError(mistakes)
    return Written(
        title=line.title or line.id.replace("-", " "),
        for_each=for_each,
        at_least=line.at_least or 0,
        at_most=line.at_most,
        kept=_kept(line, for_each),
        **parts,
    )


def _kept(line: WrittenLine, for_each: str) -> Condition | None:
    """Say the whole rule in one condition: a rule that is kept is asked a list at a time."""
    where = f"(\n{line.where or 'true'}\n)"
    let_through = f"{for_each}.filter(it, {where}).size()"
    counted = (f"{let_through} >= {line.at_least or 0}", f"{let_through} <= {line.at_most}")
    each = f"{for_each}.all(it, {where} ? (\n{line.require}\n) : true)"
    text = each if line.require else " && ".join(counted[: 1 if line.at_most is None else 2])
    made = condition_from(text) if for_each else None
    # Some are too long or too deep when they are put together: they are asked item by item.
    return made if isinstance(made, Condition) else None


def _condition(text: str, for_each: str) -> Condition | tuple[Slip, ...] | None:
    return condition_from(text, for_each) if text else None


def _mistakes(parts: dict[str, Any], complain: Complain) -> Iterator[Mistake]:
    for field, made in parts.items():
        for one in made if isinstance(made, tuple) else ():
            yield from complain(field, one.problem, one.offset).mistakes
