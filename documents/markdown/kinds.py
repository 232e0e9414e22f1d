"""What a timeline entry is about, guessed from its words; the first row that fits counts."""

import re

from states.facts import FactKind

# fmt: off
KINDS = (
    (FactKind.RESOLUTION,
        r"(?<!not )(?<!not yet )(?<!un)(?<!to be )\b(?:resolved|restored|recovered|solved|stabili[sz]ed)\b"
        r"|\b(?:back|returned|return|returns|down) to normal\b|\ball clear\b|\boutage (?:ends|ended|over)\b"
        r"|\bincident (?:is )?(?:closed|over|ended)\b|\b(?:fully|verified) operational\b"
        r"|\b(?:issue|problem|incident|outage|error) (?:was |is |has been |permanently )*(?:fixed|mitigated|gone)\b"
        r"|\b(?:running|working|available|healthy|up|reachable)\b[^.]*\bagain\b|\bfull(?:y)? recover"),
    (FactKind.ESCALATION, r"\bescalat"),
    (FactKind.DETECTION,
        r"\bdetected\b|\bdetection\b|\balerts?\b|\balerted\b|\balarms?\b|\bnoticed\b|\bdiscovered\b"
        r"|\bautomated warning\b|\b(?:customers?|users?|clients?)\b[^.]*\b(?:report|complain|informed)"
        r"|\breports? (?:of|from|that|by|come|came)\b|\bwas reported\b|\bmonitoring (?:shows|showed|triggered|fired)"
        r"|\binformed of\b|\bbecame aware\b|\bfirst (?:report|sign)|\bsynthetic (?:check|test)s? fail"),
    (FactKind.ESCALATION,
        r"\bpaged\b|\bpages\b|\bpaging\b|\bcalled in\b|\bwoke\b|\bhanded over\b|\b(?:pulled|brought|looped) in\b"
        r"|\bsev ?-?\d (?:ticket|raised|declared)\b|\bincident (?:is |was )?(?:declared|opened|raised)\b"
        r"|\bwar room\b"),
    (FactKind.COMMUNICATION,
        r"\bstatus ?page\b|\be?-?mail(?:ed|s)? (?:is |was )?sent\b|\bsent (?:an )?e?-?mail\b|\bannounce|\bnotif(?:y|ied)"
        r"|\binformed\b|\bcustomers? (?:were |was )?told\b|\bposted\b|\bfollow-up mail\b|\btweet|\bcommunicat"),
    (FactKind.ACTION,
        r"\b(?:roll(?:ed|s|ing)? ?back|rollback|revert(?:ed|s|ing)?|restart(?:ed|s|ing)?|reboot(?:ed)?|rerun|reran"
        r"|re-run|disabl(?:ed?|ing)|remov(?:ed?|ing)|terminat(?:ed?|ing)|drain(?:ed|ing)?|cordoned|investigat\w+"
        r"|attempt(?:ed|s|ing)?|tried|appl(?:y|ied|ies)|fix(?:ed|es|ing)?|hotfix|patch(?:ed|ing)?|kill(?:ed|ing)?"
        r"|scal(?:ed?|ing)|fail(?:ed)? ?over to|workaround|mitigat\w+|block(?:ed|ing)|cleared|increased|decreased"
        r"|started (?:working|replacing|looking)|work(?:ing)? on|debug\w*|stopp(?:ed|ing)|paused|moved|switched)\b"),
    (FactKind.CHANGE,
        r"\b(?:deploy(?:ed|s|ment|ing)?|releas(?:ed?|es|ing)|merg(?:ed?|ing)|roll(?:ed|s|ing)? ?out|rollout|upgrad\w+"
        r"|migrat\w+|push(?:ed|es)?|config(?:uration)? change|flag (?:was )?(?:turned|switched|enabled)|pipeline"
        r"|launch(?:ed|es)?|maintenance)\b"),
)
# fmt: on

_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in KINDS)
_ACKNOWLEDGED = re.compile(
    r"\back(?:ed|nowledged|nowledges)\b[^.]*\b(?:alert|page|alarm|incident)\b"
    r"|\b(?:alert|page|alarm|incident|on-?call)\b[^.]*\back(?:ed|nowledged|nowledges)\b",
    re.IGNORECASE,
)


def kind_of(text: str) -> FactKind:
    """Guess what an entry is about; a note where no word tells."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), FactKind.NOTE)


def is_acknowledgement(text: str) -> bool:
    """Tell whether somebody took an alert, a page or the incident on."""
    return bool(_ACKNOWLEDGED.search(text))
