"""Files that are no text, too much of it, or hold what nobody sees."""

from tests.policies.hostile.written import Hostile, checks
from tests.policies.small import SMALL, put

MIB = 1024 * 1024
TOO_LARGE = "a policy is no larger than 256 KiB"
BINARY = b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40
SURROGATE = "policy: \ud800".encode(errors="surrogatepass")

# fmt: off
SIZES = (
    Hostile("five megabytes of lines",  "a: b\n" * MIB,            "1:1", TOO_LARGE),
    Hostile("five megabytes on a line", "policy: " + "x" * 5 * MIB, "1:1", TOO_LARGE),
    Hostile("eleven megabytes",         "a: b\n" * 11 * MIB,       "1:1", "larger than 10 MiB"),
    Hostile("a megabyte of nothing",    "\n" * (MIB - 1),          "1:1", TOO_LARGE),
    Hostile("a megabyte of comments",   "# nothing\n" * 100_000,   "1:1", TOO_LARGE),
    Hostile("an endless text", put("1.2.0", "|\n" + "  x\n" * 200_000), "1:1", TOO_LARGE),
    Hostile("nothing at all",           "",                        "1:1", "the file is empty"),
)

NO_TEXT = (
    Hostile("a program",        BINARY,                               "2:118", "byte 136 is not"),
    Hostile("zero bytes",       SMALL.encode() + b"\0" * 4096,        "24:1", "holds zero bytes"),
    Hostile("UTF-16",           SMALL.encode("utf-16"),               "1:1", "byte 1 is not UTF-8"),
    Hostile("Latin-1",          SMALL.replace("small", "caf\xe9").encode("latin-1"),
            "1:12", "byte 12 is not UTF-8"),
    Hostile("half a character", SURROGATE,                            "1:9", "byte 9 is not UTF-8"),
    Hostile("a long slash",     b"policy: \xc0\xaf",                  "1:9", "byte 9 is not UTF-8"),
)

UNSEEN = (
    Hostile("a byte order mark",      "\ufeff" + SMALL,               "1:1",  "U+FEFF"),
    Hostile("one further on",         put("version", "\ufeffversion"), "2:1", "U+FEFF"),
    Hostile("a tab before a key",     put("  few", "\tfew"),          "4:1",  "a tab"),
    Hostile("a tab after a value",    put("1.2.0", "1.2.0\t"),        "2:15", "a tab"),
    Hostile("line ends of CR",        SMALL.replace("\n", "\r"),      "1:14", "U+000D"),
    Hostile("a next line",            put("1.2.0\n", "1.2.0\x85"),    "2:15", "U+0085"),
    Hostile("a line separator",       put("1.2.0\n", "1.2.0\u2028"),  "2:15", "U+2028"),
    Hostile("a right-to-left mark",   checks("{id: own\u200fer-2}"),  "17:17", "U+200F"),
    Hostile("a right-to-left override", put("small", "small\u202e"),  "1:14", "U+202E"),
    Hostile("a bell",                 put("small", "small\x07"),      "1:14", "U+0007"),
    Hostile("colours of a terminal",  put("small", "small\x1b[31m"),  "1:14", "U+001B"),
    Hostile("an isolate, escaped",    checks('{id: a, uses: "actions.\\u2066owned"}'),
            "17:23", "U+2066 at position 8"),
    Hostile("surrogates, escaped",    checks('{id: a, uses: "actions.\\ud83d\\ude00"}'),
            "17:23", "U+D83D at position 8"),
    Hostile("no character, escaped",  checks('{id: a, uses: "\\UFFFFFFFF"}'),
            "17:7", "after here the text cannot be read"),
)
# fmt: on

FILES = (*SIZES, *NO_TEXT, *UNSEEN)
