"""Values that other readers take for something else: words, numbers, days, spans of time."""

from tests.policies.hostile.written import changes

WHOLE = "a whole number is wanted: 3"
DIGITS = "less than 9007199254740992"
SPAN = "is no duration: write 45m, 24h"
DAY = "a day is written YYYY-MM-DD"
VERSION = "a version is three numbers without leading zeros: 1.0.0"

# fmt: off
WORDS = changes("enforce: warn", (
    ("on for a key",        "on: no",                 "18:61", "there is no key “on”"),
    ("no for a word",       "enforce: no",            "18:61", "write deny, warn or audit"),
))

NUMBERS = changes("reschedules: 2", (
    ("yes for a number",    "reschedules: yes",          "8:26", WHOLE),
    ("an octal number",     "reschedules: 0o17",         "8:26", WHOLE),
    ("a hex number",        "reschedules: 0x7fffffff",   "8:26", WHOLE),
    ("a number of base 60", "reschedules: 22:30",        "8:26", WHOLE),
    ("infinity",            "reschedules: .inf",         "8:26", WHOLE),
    ("not a number",        "reschedules: .nan",         "8:26", WHOLE),
    ("an exponent",         "reschedules: 1e9",          "8:26", WHOLE),
    ("null for a number",   "reschedules: ~",            "8:26", WHOLE),
    ("a list for a number", "reschedules: [2]",          "8:26", WHOLE),
    ("less than nothing",   "reschedules: -1",           "8:26", "greater than or equal to 0"),
    ("eighteen nines",      f"reschedules: {'9' * 18}",  "8:26", DIGITS),
    ("forty nines",         f"reschedules: {'9' * 40}",  "8:26", DIGITS),
    ("90,000 nines",        f"reschedules: {'9' * 90_000}", "8:26", "exceeded maximum size"),
))

PARAMETERS = changes("default: 3", (
    ("a default too large", "default: 999999999999999999",  "4:20", DIGITS),
    ("true for three",      "default: true",                "4:20", "(got True): the type is int"),
    ("a parameter of itself", "default: $few",              "4:20", "(got '$few')"),
))

VERSIONS = changes("1.2.0", (
    ("a version with a point",  "1.2",                  "2:1", VERSION),
    ("a version without end",   f"1.2.{'9' * 5000}",    "2:1", "at most 60 characters"),
    ("a version of other digits", "\u0661.\u0662.\u0660", "2:1", VERSION),
    ("a version of 01",         "01.2.0",               "2:1", VERSION),
    ("a version of 00",         "1.2.00",               "2:1", VERSION),
    ("a version and a line",    '"1.2.0\\n"',           "2:1", VERSION),
))

SPANS = changes("within: 5d", (
    ("longer than time",    "within: 999999999999d",   "16:16", SPAN),
    ("an ISO duration",     "within: P5D",             "16:16", SPAN),
    ("a number of what",    "within: 5",               "16:16", SPAN),
    ("other digits",        "within: \u0665d",         "16:16", SPAN),
    ("before it began",     "within: -5d",             "16:16", "has to be longer than nothing"),
    ("no time at all",      "within: 0d",              "16:16", "has to be longer than nothing"),
)) + changes("at: -24h", (
    ("a rung before time",  "at: -99999999999h",       "6:12",  SPAN),
))

DAYS = changes("enforce: warn", tuple(
    (tries, f"enforce: {first}, enforce_from: {{{steps}}}", place, words)
    for tries, first, steps, place, words in (
        ("month thirteen",    "warn",  "2027-13-01: deny",        "18:91", "month value is outs"),
        ("no leap year",      "warn",  "2027-02-29: deny",        "18:91", "day value is outsid"),
        ("the year nought",   "warn",  "0000-01-01: deny",        "18:91", "year 0"),
        ("a year too many",   "warn",  "12027-01-01: deny",       "18:91", DAY),
        ("a year otherwise",  "warn",  "\u0662\u0660\u0662\u0667-01-01: deny", "18:91", DAY),
        ("a moment",          "warn",  "2027-01-01T00:00Z: deny", "18:91", DAY),
        ("backwards",         "audit", "2027-02-01: warn, 2027-01-01: deny", "18:77", "to ascend"),
        ("a loosening",       "deny",  "2027-02-01: warn",        "18:76", "does not tighten"),
    )
))
# fmt: on

VALUES = (*WORDS, *NUMBERS, *PARAMETERS, *VERSIONS, *SPANS, *DAYS)
