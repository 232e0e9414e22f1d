"""YAML that hides, repeats, multiplies or nests what it says."""

from tests.policies.hostile.files import TOO_LARGE
from tests.policies.hostile.written import Hostile, after, checks, many
from tests.policies.small import SMALL, put

# Each list names the one before it nine times: 300 bytes that mean 9⁸ words.
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{this}: &{this} [{', '.join(9 * [f'*{before}'])}]\n"
    for before, this in zip("abcdefg", "bcdefgh", strict=True)
)
LONG = "'" + " && ".join(f"size(it.id) > {number}" for number in range(110)) + "'"
LONG_RULES = many(f"{{id: a#, for_each: actions, require: {LONG}, message: a, fix: b}}", 60)
RULES = many("{id: a#, for_each: actions, require: it.top, message: a, fix: b}", 800)
LOOSENINGS = "".join(many("  - {what: owner#, why: because}\n", 1500))
PARAMS = "".join(many("  p#: {type: int, default: $p#}\n", 900))
GATES = "".join(many("  gate#: {deadline: {within: 5d, ladder: short}, checks: []}\n", 600))
RUNGS = "\n    {at: 0h, notify: [owner]}," * 2_000
HEAD = "policy: a\nversion: 1.0.0\nextends: default@1.0.0\nloosens:\n"

# fmt: off
SHORTHAND = (
    Hostile("an alias bomb",        BOMB,                                "1:4", "alias “a”"),
    Hostile("an alias of itself",   "policy: &a\n  x: *a\n",             "1:9", "alias “a”"),
    Hostile("an anchor",            put("params:", "params: &p"),        "3:9", "anchor or"),
    Hostile("an alias",             put("[sre-lead], reason", "*roles, reason"),
            "10:20", "alias “roles”"),
    Hostile("a merge key",          put("few: {", "few: {<<: {min: 0}, "), "4:9", "key “<<”"),
    Hostile("a tag that runs something", put("small", "!!python/object/apply:os.system [id]"),
            "1:9", "python/object/apply:os.system”"),
    Hostile("a tag of its own",     put("1.2.0", "!secret 1.2.0"),       "2:10", "tag “!secret”"),
    Hostile("a tag of YAML",        put("default: 3", "default: !!int 3"), "4:29", ",2002:int”"),
    Hostile("a directive",          "%YAML 1.1\n---\n" + SMALL,          "2:1", "a % directive"),
)

REPEATED = (
    Hostile("two documents",        after("---\n" + SMALL),        "24:1", "a second document"),
    Hostile("one after the end",    after("...\npolicy: b\n"),     "25:1", "a second document"),
    Hostile("a key twice",          after("version: 9.9.9\n"),     "24:1", "“version” is here"),
    Hostile("a key twice, within",  put("reason_min: 20", "reason_min: 20, reason_min: 0"),
            "10:48", "“reason_min” is here twice"),
    Hostile("a key twice, quoted",  put("params:", '"version": 1.2.1\nparams:'),
            "3:1", "“version” is here twice"),
    Hostile("a key twice, escaped", put("params:", '"\\x76ersion": 1.2.1\nparams:'),
            "3:1", "“version” is here twice"),
    Hostile("a list for a key",     put("params:", "? [a]\n: c\nparams:"), "3:3", "not a word"),
    Hostile("null for a key",       put("params:", "~: c\nparams:"),       "3:1", "no key “~”"),
)

NESTED = (
    Hostile("lists in lists",       "policy: " + "[" * 90_000,       "1:28", "deeper than 20"),
    Hostile("mappings in mappings", "policy: " + "{a: " * 20_000,    "1:85", "deeper than 20"),
    Hostile("dashes after dashes",  "policy:\n" + "- " * 40_000,     "2:39", "deeper than 20"),
    Hostile("line below line",      "".join(" " * n + "a:\n" for n in range(400)),
            "21:21", "deeper than 20"),
    Hostile("a bracket left open",  put("{approve: [sre-lead]}", "{approve: [sre-lead"),
            "12:6", "expected ',' or ']'"),
    Hostile("a quote left open",    put("policy: small", 'policy: "small'),
            "7:29", "expected <block end>"),
)

CHECKS = "{id: a#, uses: actions.owned}"
MULTIPLIED = (
    Hostile("a hundred thousand checks", checks(*many(CHECKS, 100_000)), "1:1", TOO_LARGE),
    Hostile("a few thousand checks",     checks(*many(CHECKS, 5_000)),
            "1665:9", "more than 5000 values"),
    Hostile("201 checks",                checks(*many(CHECKS, 201)), "217:9", "200 checks at most"),
    Hostile("hundreds of written rules", checks(*RULES),             "217:9", "200 checks at most"),
    Hostile("rules that are long",       checks(*LONG_RULES),
            "35:9", "conditions have 40,000 characters at most"),
    Hostile("mistakes that are near", checks(*many("{id: a#, uses: actions.ownd#}", 1200)),
            "217:9", "200 checks at most"),
    Hostile("keys without end", "".join(many("k#: 1\n", 20_000)),    "5001:1", "5000 values"),
    Hostile("parameters of each other", put("  few:", PARAMS + "  few:"), "4:19", "got '$p0'"),
    Hostile("gates without end",    after(GATES),                    "24:3", "no gate “gate0”"),
    Hostile("a ladder to the moon", put("{at: -24h, notify: [owner]},", RUNGS),
            "1254:14", "5000 values"),
    Hostile("loosening without end", HEAD + LOOSENINGS,              "5:6", "“owner0” asks no"),
)
# fmt: on

STRUCTURES = (*SHORTHAND, *REPEATED, *NESTED, *MULTIPLIED)
