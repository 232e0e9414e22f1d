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
NOBODY_THERE = tuple(re.compile(one, re.IGNORECASE) for one in (
    # says                                               so nobody has anything of it:
    r"connection error while submitting email",        # no connection, or no login
    r"failed to establish a new connection",           # nobody listens there
    r"NameResolutionError|getaddrinfo|name or service not known",
    r"ConnectTimeout|connect timeout=",
    r"connection refused|network is unreachable|no route to host",
    r"SSLError|CERTIFICATE_VERIFY_FAILED|ProxyError",
))
# fmt: on

MAIL_REFUSED = re.compile(r"socket exception: [({].*\b[45]\d\d, b", re.IGNORECASE)
"""What it says where a mail server says no: an exchange that came to its end."""

LONG_ENOUGH = 5
"""Characters of a part of an address that is hidden within other words, too."""


def may_have_taken(result: AppriseResult) -> bool:
    """Tell whether the exchange broke off where the service may have taken the letter."""
    said = [entry.message for entry in result.logs()]
    if nobody_was_there(result) or any(MAIL_REFUSED.search(one) for one in said):
        return False
    return any(CUT_OFF.search(one) for one in said)


def nobody_was_there(result: AppriseResult) -> bool:
    """Tell whether the service could not even be asked."""
    said = [entry.message for entry in result.logs()]
    return any(away.search(one) for one in said for away in NOBODY_THERE)


def reason_in(result: AppriseResult, secrets: Iterable[str]) -> str:
    """Say why it was not taken, in one line and without secrets."""
    said = [entry.message for entry in result.logs() if entry.level in GRAVE]
    return masked(said[-1], secrets) if said else "it gave no reason"


def secrets_of(service: NotifyBase, url: str) -> list[str]:
    """List every part of an address but its kind, however it is written, the longest first."""
    hidden = _hidden_by_apprise(service) | _values_in(url)
    plain = hidden | {unquote(one) for one in hidden} | {unquote_plus(one) for one in hidden}
    written = plain | {quote(one, safe="") for one in plain} | {quote_plus(one) for one in plain}
    return sorted(written - {""}, key=lambda one: (-len(one), one))


def masked(text: str, secrets: Iterable[str]) -> str:
    """Take secrets out of a text, and put it on one line."""
    every = "|".join(map(_pattern, secrets))
    shown = re.sub(every, MASK, text, flags=re.IGNORECASE) if every else text
    return " ".join(shown.split())


def _pattern(secret: str) -> str:
    # Whatever is short stands in many a word.
    pattern = re.escape(secret)
    return pattern if len(secret) >= LONG_ENOUGH else rf"(?<!\w){pattern}(?!\w)"


def _hidden_by_apprise(service: NotifyBase) -> set[str]:
    plain: str = service.url(privacy=False)  # type: ignore[no-untyped-call]  # apprise has no hint
    shown: str = service.url(privacy=True)  # type: ignore[no-untyped-call]  # apprise has no hint
    return _parts(plain) - _parts(shown)


def _values_in(url: str) -> set[str]:
    """List who, where, which path and what is set; what a setting is called is no secret."""
    place, _, query = url.partition("://")[2].partition("?")
    return _parts(place).union(*(_parts(one.partition("=")[2]) for one in query.split("&")))


def _parts(url: str) -> set[str]:
    return {part for part in re.split(r"[/:@?&=#,]+", url) if part}
