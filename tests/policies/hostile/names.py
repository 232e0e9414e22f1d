"""Names that look like others, lead elsewhere, or stand for what a program is made of."""

from tests.policies.hostile.written import changes

PARENT = "write the policy and its version: default@1.0.0"
SLUG = "write small letters, digits and single dashes: due-within"

# fmt: off
NAMES = (
    *changes("uses: actions.owned", (
        ("a letter that is Cyrillic",  "uses: \u0430ctions.owned",  "21:26", "no check"),
        ("a letter that is wide",      "uses: \uff41ctions.owned",  "21:26", "no check"),
        ("a part of the program",      "uses: __class__",           "21:26", "there is no check"),
    )),
    *changes("policy: small", (
        ("a key that is Cyrillic",     "\u0440olicy: small",        "1:1", "mean “policy”?"),
        ("a path",                     "policy: ../../etc/passwd",  "1:1", SLUG),
    )),
    *changes("id: owner", (
        ("two lines",                  'id: "owner\\nowner"',       "21:15", SLUG),
        ("a name without end",         f"id: {'o' * 90_000}",       "21:15", "at most 60"),
    )),
    *changes("with: {min: $few}", (
        ("a method",                   "with: {__init__: 1}",       "18:49", "has no parameter"),
        ("a mapping for a number",     "with: {min: {a: 1}}",       "18:49", "a whole number"),
        ("a parameter that is not there", "with: {min: $fewer}",    "18:49", "parameter “fewer”"),
        ("a parameter without a name", "with: {min: $}",            "18:49", "no parameter “”"),
    )),
    *changes("deadline: {within: 5d, ladder: short}", (
        ("a number for a deadline",    "deadline: $few",            "16:5", "keys and values"),
    )),
    *changes("params:", tuple(
        (tries, f"extends: {title}\nparams:", "3:1", words)
        for tries, title, words in (
            ("a parent that is itself",      "small@1.2.0",            "cannot extend itself"),
            ("a parent that is not there",   "other@1.2.0",            "there is no policy"),
            ("a parent of any version",      "default@^1",             PARENT),
            ("a parent elsewhere",           "../../etc/passwd@1.0.0", PARENT),
            ("two parents",                  "[default@1.0.0]",        "a text is wanted"),
        )
    )),
)
# fmt: on
