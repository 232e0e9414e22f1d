"""Written rules that cost too much, mean nothing, or reach for what is not theirs."""

from tests.policies.hostile.written import Hostile, asking, checks, rule

DEEP = "goes through a list 3 deep"
NESTED = "is nested too deeply"
SAYS = "message: a, fix: b"
FORM = "{{id: a, for_each: actions, {}}}"


def loops(depth: int) -> str:
    """Ask each entry of the timeline of each, and so on."""
    names = "abcdefghij"[:depth]
    return "".join(f"timeline.all({one}, " for one in names) + "a.id != ''" + ")" * depth


def since(moment: str) -> str:
    """Compare a due date with a moment."""
    return asking(f"it.due > timestamp('{moment}')")


# fmt: off
COSTLY = (
    Hostile("three loops",          asking(loops(3)),                             "20:31", DEEP),
    Hostile("ten loops",            asking(loops(10)),                            "20:143", DEEP),
    Hostile("brackets in brackets", rule("(" * 990 + "it.top" + ")" * 990),      "20:1007", NESTED),
    Hostile("lists without things", asking("[" * 500 + "]" * 500 + " == []"),    "20:518", NESTED),
    Hostile("more than a page",     asking("it.top && " * 400 + "it.top"),
            "20:2019", "2,000 are allowed"),
    Hostile("a pattern that multiplies", asking("it.title.matches('((a{100}){100}){100}')"),
            "20:36", "has 1,000,000 characters"),
    Hostile("a pattern that looks back", asking("it.title.matches('(a)\\\\1')"),
            "20:36", "cannot read “(a)\\1”"),
    Hostile("a pattern that looks ahead", asking("it.title.matches('(?=a)')"),
            "20:36", "cannot read “(?=a)”"),
    Hostile("texts that grow",      asking("actions.map(a, a.title + a.title).size() > 0"),
            "20:27", "there is no function “map”"),
)

UNTYPED = (
    Hostile("a way past the types", asking("dyn(it).anything == 1"),  "20:19", "function “dyn”"),
    Hostile("a type of types",      asking("type(it) == type(1)"),    "20:19", "function “type”"),
    Hostile("a field of Python",    asking("it.__class__ == 1"),      "20:22", "no field “__class"),
    Hostile("a statement",          asking("import os"),              "20:19", "reserved"),
    Hostile("a text for an answer", asking("it.title"),               "20:19", "is no condition"),
    Hostile("a field misspelt",     asking("it.ownr == 'ana'"),       "20:22", "mean “owner”?"),
    Hostile("nobody",               asking("it.owner == null"),       "20:28", "text and null"),
    Hostile("a number too large",   asking("9223372036854775808 > 0"), "20:19", "invalid int"),
    Hostile("nothing to ask",       rule("''"),                       "20:9", "say either"),
    Hostile("a list to ask",        rule("[it.top]"),                 "20:9", "a text is wanted"),
    Hostile("a null, escaped",      rule('"it.title == \'\\0\'"'),    "20:18", "U+0000"),
    Hostile("an override, escaped", rule('"it.title == \'\\u202e\'"'), "20:18", "U+202E"),
)

MOMENTS = (
    Hostile("February the 30th",    since("2026-02-30T00:00:00Z"),    "20:38", "“2026-02-30"),
    Hostile("a moment anywhere",    since("2026-02-03T00:00:00"),     "20:38", "“2026-02-03"),
    Hostile("after the world",      since("99999-02-03T00:00:00Z"),   "20:38", "“99999-02"),
    Hostile("a span of days",       asking("it.due > now + duration('30d')"),
            "20:43", "cannot read “30d”"),
)

SAID = (
    Hostile("a message without words", rule("it.top", "''"),           "22:9", "at least 1 item"),
    Hostile("a message without end", rule("it.top", "'" + "a" * 90_000 + "'"),
            "22:9", "at most 10000 characters"),
    Hostile("a way into the program", rule("it.top", "'{it.__class__.__mro__}'"),
            "22:19", "stands for nothing"),
    Hostile("a brace left open",    rule("it.top", "'{it.id'"),        "22:19", "a brace holds"),
    Hostile("a place by number",    rule("it.top", "'{0}'"),           "22:19", "“{0}” stands for"),
    Hostile("a width without end",  rule("it.top", "'{it.id!r:>999999999}'"),
            "22:19", "stands for nothing"),
    Hostile("places that are not there", rule("it.top", "'" + "{it.ownr}" * 900 + "'"),
            "22:19", "(did you mean"),
)

FORMS = (
    Hostile("no such list",         rule("it.top", for_each="people"), "21:9", "write actions"),
    Hostile("no way to mend it",    checks(FORM.format("require: it.top, message: a")),
            "17:9", "field required"),
    Hostile("two questions",        checks(FORM.format(f"require: it.top, at_least: 1, {SAYS}")),
            "17:36", "say either"),
    Hostile("more than there can be", checks(FORM.format(f"at_least: {'9' * 20}, {SAYS}")),
            "17:36", "less than 9007199254740992"),
    Hostile("bounds that cross",    checks(FORM.format(f"at_least: 2, at_most: 1, {SAYS}")),
            "17:36", "2 is more than at_most, 1"),
)
# fmt: on

RULES = (*COSTLY, *UNTYPED, *MOMENTS, *SAID, *FORMS)
