"""Why apprise says that a service did not take a letter, and whether it may have all the same.

It answers yes or no, and logs the rest; what it logs is taken apart here. Its reasons may quote
the address, so what the address hides is taken out of them.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from apprise import AppriseResult, NotifyBase

MASK = "***"

GRAVE = ("WARNING", "ERROR", "CRITICAL")
"""The levels on which apprise gives reasons; below them it tells what it does."""

CUT_OFF = re.compile(r"socket exception|connection error|timed? ?out", re.IGNORECASE)
"""What it says where an exchange came to no end."""

# fmt: off
NOTHING_SENT = tuple(re.compile(one, re.IGNORECASE) for one in (
    # says                                               so the service has nothing of it:
    r"connection error while submitting email",        # no connection, or no login
    r"failed to establish a new connection",           # nobody listens there
    r"NameResolutionError|getaddrinfo|name or service not known",
    r"ConnectTimeout|connect timeout=",
    r"connection refused|network is unreachable|no route to host",
    r"SSLError|CERTIFICATE_VERIFY_FAILED|ProxyError",
    r"socket exception: [({].*\b[45]\d\d, b",          # a mail server that says no
))
# fmt: on


def may_have_taken(result: AppriseResult) -> bool:
    """Tell whether the exchange broke off where the service may have taken the letter."""
    said = [entry.message for entry in result.logs()]
    if any(nothing.search(one) for one in said for nothing in NOTHING_SENT):
        return False
    return any(CUT_OFF.search(one) for one in said)


def reason_in(result: AppriseResult, service: NotifyBase) -> str:
    """Say why it was not taken, in one line and without secrets."""
    said = [entry.message for entry in result.logs() if entry.level in GRAVE]
    return masked(said[-1], secrets_of(service)) if said else "it gave no reason"


def secrets_of(service: NotifyBase) -> list[str]:
    """List what apprise itself hides of an address, however it is written, the longest first."""
    hidden = _parts(service, privacy=False) - _parts(service, privacy=True)
    plain = hidden | {unquote(one) for one in hidden} | {unquote_plus(one) for one in hidden}
    written = plain | {quote(one, safe="") for one in plain} | {quote_plus(one) for one in plain}
    return sorted(written - {""}, key=lambda one: (-len(one), one))


def masked(text: str, secrets: Iterable[str]) -> str:
    """Take secrets out of a text, and put it on one line."""
    every = "|".join(map(re.escape, secrets))
    shown = re.sub(every, MASK, text, flags=re.IGNORECASE) if every else text
    return " ".join(shown.split())


def _parts(service: NotifyBase, *, privacy: bool) -> set[str]:
    url: str = service.url(privacy=privacy)  # type: ignore[no-untyped-call]  # apprise has no hint
    return {part for part in re.split(r"[/:@?&=#,]+", url) if part}
