"""Asking one check, and what its answer comes to.

A check that breaks shuts its gate: it never opens one, and the others still answer.
"""

from dataclasses import replace

from policies.edition import Rule
from policies.file.lines import Enforce
from policies.file.meant import is_meant
from policies.language.wording import shortened
from states.record.proposals import Verdict, Waiver
from states.rules import Case, CheckResult, Finding, Result

OUTCOMES = {
    Enforce.DENY: Result.FAIL,
    Enforce.WARN: Result.WARN,
    Enforce.AUDIT: Result.WARN,
}
"""What findings come to, by how the policy enforces the check."""


def ask(rule: Rule, case: Case, owners: tuple[str, ...] = ()) -> CheckResult:
    """Ask one check; `owners` are those of the policy, who mend a check that breaks."""
    if rule.when and not is_meant(rule.when, case.record.context):
        return _result(rule, Result.SKIP, ())
    try:
        found = rule.check(case)
    except Exception as error:  # noqa: BLE001  # whatever breaks in a check must not open its gate
        return _result(rule, Result.ERROR, (_broken(rule, error, owners),))
    if not found:
        return _result(rule, Result.PASS, ())
    left = tuple(one for one in found if not _is_waived(rule, one, case))
    if not left:
        return _result(rule, Result.WAIVED, ())
    enforce = rule.enforcement_at(case.now)
    audited = enforce is Enforce.AUDIT
    return replace(_result(rule, OUTCOMES[enforce], left), audited=audited)


def _result(rule: Rule, result: Result, findings: tuple[Finding, ...]) -> CheckResult:
    return CheckResult(rule.gate, rule.id, rule.check.title, result, findings)


def _broken(rule: Rule, error: Exception, owners: tuple[str, ...]) -> Finding:
    # The text of a foreign exception may hold anything; a stored entry may not.
    told = shortened(ascii(str(error))[1:-1], 200)
    return Finding(
        f"the check {rule.id} ({rule.check.id}) broke: {type(error).__name__}: {told}; "
        "until the owners of the policy mend it, its gate stays shut",
        waits_for=owners,
    )


def _is_waived(rule: Rule, finding: Finding, case: Case) -> bool:
    return rule.waivable and any(
        waiver.check == rule.id and waiver.item in ("", finding.item)
        for waiver in standing_waivers(case)
    )


def standing_waivers(case: Case) -> tuple[Waiver, ...]:
    """List the waivers that were granted and have not run out."""
    return tuple(
        one.wish
        for one in case.record.proposals
        if isinstance(one.wish, Waiver)
        and one.verdict is Verdict.GRANTED
        and one.wish.until > case.now
    )
