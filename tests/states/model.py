"""What a retrospective is, told a second time: plain sets and dictionaries, no code of the core.

Where the walk finds that the core and this file disagree, one of them is wrong.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

HERE = {"ana", "ben", "fay", "mia", "rob", "sol", "sam"}
ROLES = {"W": {"sol"}, "X": {"sol", "mia"}, "R": HERE, "S": {"sol"}}
"""Who may settle a waiver, a withdrawal, a new date and a lower severity."""

KNOWN = HERE | {"lee", "payments-team"}
"""Who may have contributed: some have left, and some are many."""

GATES = ("stabilized", "facts", "factors", "actions_ticketed", "verified", "closed")
ENDED = {"closed", "withdrawn"}
BACK = {
    "facts": "stabilized",
    "factors": "facts",
    "actions_ticketed": "factors",
    "verified": "actions_ticketed",
}
AGAIN = {"closed": "actions_ticketed", "withdrawn": "opening"}
MOVES = 2


@dataclass
class Model:
    """One incident, as the requirements have it."""

    facilitator: str = ""
    severity: int = 2
    phase: str = ""
    facts: set[str] = field(default_factory=set)
    factors: set[str] = field(default_factory=set)
    actions: dict[str, dict[str, Any]] = field(default_factory=dict)
    wishes: dict[str, dict[str, Any]] = field(default_factory=dict)
    approved: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)

    def may(self, by: str) -> bool:
        return by in HERE and self.phase != ""

    def may_change(self, by: str) -> bool:
        return self.may(by) and self.phase not in ENDED

    @property
    def next_gate(self) -> str:
        return GATES[GATES.index(self.phase) + 1] if self.phase in GATES else GATES[0]

    def promised(self, action: str) -> bool:
        """Tell whether what an action promises is fixed: a step back does not free it again."""
        ever = self.actions.get(action, {}).get("promised", False)
        return ever or self.phase in ("actions_ticketed", "verified", "closed")

    def enter(self, gate: str) -> None:
        """Pass a gate; what is there when actions are ticketed is promised for good."""
        self.phase = gate
        if gate == "actions_ticketed":
            for one in self.actions.values():
                one["promised"] = True

    @property
    def owing(self) -> set[str]:
        return {name for name, one in self.actions.items() if one["state"] in ("open", "done")}

    def missing(self, now: datetime) -> set[str]:
        """Name every check that keeps the next gate shut."""
        wanted = GATES[: GATES.index(self.next_gate) + 1]
        return {check for gate in wanted for check in self._unmet(gate)} - self._waived(now)

    def _unmet(self, gate: str) -> set[str]:
        committed = [one for one in self.actions.values() if one["state"] != "parked"]
        unmet = {
            "stabilized": {"facilitator": not self.facilitator},
            "facts": {"some-fact": not self.facts},
            "factors": {"some-factor": not self.factors},
            "actions_ticketed": {
                "some-action": not self.actions,
                "owned": any(not one["owner"] for one in committed),
            },
            "verified": {"p1-done": any(one["p1"] and one["state"] == "open" for one in committed)},
            "closed": {"nothing-owed": bool(self.owing), "approved": not self.approved},
        }[gate]
        return {check for check, is_missing in unmet.items() if is_missing}

    def _waived(self, now: datetime) -> set[str]:
        return {
            one["check"]
            for name, one in self.wishes.items()
            if name.startswith("W") and one["verdict"] == "granted" and one["until"] > now
        }

    def number(self, prefix: str) -> str:
        """Give the next number of a kind; none is ever given twice."""
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        return f"{prefix}{self.numbers[prefix]}"

    def worked_on(self) -> None:
        """Forget the approvals: they were for what the record said before."""
        self.approved = set()

    def may_move(self, action: str, due: date, today: date) -> bool:
        one = self.actions.get(action)
        if one is None or due <= today or due == one["due"]:
            return False
        return bool(one["state"] == "open" and one["moved"] < MOVES)

    @property
    def pending(self) -> list[str]:
        return [name for name, one in self.wishes.items() if one["verdict"] == "pending"]

    def may_settle(self, wish: str, by: str, now: datetime, *, grant: bool) -> bool:
        one = self.wishes.get(wish)
        if one is None or one["verdict"] != "pending" or by == one["by"]:
            return False
        about = self.actions.get(one.get("action", ""))
        if by not in ROLES[wish[0]] or (about and by in about["owners"]):
            return False
        if not grant or wish.startswith("X"):
            return True
        if wish.startswith("W"):
            return bool(one["until"] > now)
        if wish.startswith("S"):
            return bool(one["severity"] > self.severity)
        return self.may_move(one["action"], one["due"], now.date())

    def settle(self, wish: str, *, grant: bool) -> None:
        one = self.wishes[wish]
        one["verdict"] = "granted" if grant else "declined"
        self.worked_on()
        if grant and wish.startswith("X"):
            self.phase = "withdrawn"
        if grant and wish.startswith("S"):
            self.severity = one["severity"]
        if grant and wish.startswith("R"):
            self.actions[one["action"]].update(due=one["due"])
            self.actions[one["action"]]["moved"] += 1

    def may_approve(self, by: str) -> bool:
        owners = (name for one in self.actions.values() for name in one["owners"])
        authors = {self.facilitator, *owners}
        return self.may_change(by) and by not in authors | self.approved


WAIVER_MAX = timedelta(days=14)
