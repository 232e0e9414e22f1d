"""A text that nobody sees by accident."""

import re
from dataclasses import dataclass, field

MASK = "***"

ADDRESS = re.compile(r"([A-Za-z][\w+.-]*)://(?!…)(?:[^“”]*(?=”)|\S+)")
"""An address in words: up to the quote that ends it, as far as one does. `mailto://…` is none."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that neither `print`, a log nor a traceback shows; ask it to `reveal`."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text


def masked_url(url: str) -> str:
    """Return a database address without its password; of what is no address nothing is shown."""
    if "://" not in url:
        return MASK
    without_login = re.sub(r"(?<=//)([^/?:]*):.*@", rf"\1:{MASK}@", url)
    return re.sub(r"(?i)((?:password|passwd|sslpassword|token)=)[^&]*", rf"\1{MASK}", without_login)


def masked_address(url: str) -> str:
    """Return only the kind of a notice address: anything after it may be a token."""
    kind, separator, _ = url.partition("://")
    return f"{kind}://{MASK}" if separator else MASK


def redacted(words: str) -> str:
    """Return words with only the kind of each address in them, wherever somebody wrote one."""
    return ADDRESS.sub(rf"\1://{MASK}", words)
