"""The title of a postmortem without what is no part of it, and the key of its incident."""

import re
import unicodedata

from states.record.context import Severity
from states.values import value

KEY_LIMIT = 40
NO_KEYS = (
    "SEV-",
    "UTF-",
    "SHA-",
    "CVE-",
    "ISO-",
    "RFC-",
    "TLS-",
    "AES-",
    "MD-",
    "GPT-",
    "IPV-",
    "HTTP-",
)
_KEY = r"(?P<key>[A-Z][A-Z0-9]{1,9}-\d{1,8}(?:-\d{1,8})?)"
_KEYS = (
    re.compile(rf"^[\[(]?{_KEY}[\])]?(?:\s*[:–—|-]\s*|\s+|$)"),
    re.compile(rf"\s*[\[(]{_KEY}[\])]"),
)
_CALLED = (
    r"(?:(?:incident|outage|blameless|public|internal|production)\s+)*"
    r"(?:post[- ]?mortem|retrospective|rca|root cause analysis|pir"
    r"|incident (?:report|review|analysis)|post[- ]incident (?:review|report|analysis))"
)
_SURROUNDINGS = (
    re.compile(
        rf"^{_CALLED}(?:\s+(?:for|of|on|about)(?:\s+the)?\b)?(?:\s*[:–—|-]\s*|\s+|$)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:\s*[:–—|-]\s*|\s+)\(?{_CALLED}\)?(?=$|\s*\()", re.IGNORECASE),
)
_SEVERITY = re.compile(r"[\[(]?\bSEV\s?-?(?P<level>[1-4])\b[\])]?\s*[:–—|-]?\s*", re.IGNORECASE)


@value
class Title:
    """What an incident is called; the key and the severity are empty where none is said."""

    text: str
    key: str = ""
    severity: Severity | None = None


def title_of(heading: str) -> Title:
    """Read a title: “Postmortem: [INC-42] SEV2: No logs” is called “No logs”."""
    text, key = _without_key(_without_surroundings(heading.strip()))
    found = _SEVERITY.search(text)
    severity = Severity(f"SEV{found['level']}") if found else None
    bare = _without_surroundings(_SEVERITY.sub("", text).strip())
    return Title(bare, key, severity)


def key_of(text: str) -> str:
    """Make an incident's key of a text: capitals, digits and dashes; empty if it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return re.sub(r"[^A-Z0-9]+", "-", plain).strip("-")[:KEY_LIMIT].strip("-")


def stem_of(name: str) -> str:
    """Return a file's name without its folders and its ending."""
    last = re.split(r"[/\\]", name.strip())[-1]
    return re.sub(r"\.(?:md|markdown|mdown|txt)$", "", last, flags=re.IGNORECASE)


def _without_key(text: str) -> tuple[str, str]:
    for pattern in _KEYS:
        found = pattern.search(text)
        if found and not found["key"].startswith(NO_KEYS):
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return _without_surroundings(rest), found["key"]
    return text, ""


def _without_surroundings(text: str) -> str:
    for pattern in _SURROUNDINGS:
        text = pattern.sub("", text.strip())
    return text.strip(" :–—|-")
