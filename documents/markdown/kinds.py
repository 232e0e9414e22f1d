"""What a timeline entry is about, guessed from its words; the first row that fits counts."""

import re

from states.record.facts import FactKind

# fmt: off
KINDS = (
    (FactKind.RESOLUTION, (
        r"(?<!not )(?<!not yet )(?<!un)(?<!to be )\b(?:resolved|restored|recovered|solved)\b",
        r"\bstabili[sz]ed\b", r"\b(?:back|returned|returns|return|down) to normal\b",
        r"\ball clear\b", r"\boutage (?:ends|ended|over)\b", r"\bfull(?:y)? recover",
        r"\bincident (?:is )?(?:closed|over|ended)\b", r"\b(?:fully|verified) operational\b",
        r"\b(?:issue|problem|incident|outage) (?:was |is |permanently )*(?:fixed|mitigated|gone)\b",
        r"\b(?:running|working|available|healthy|up|reachable)\b[^.]*\bagain\b",
    )),
    (FactKind.ESCALATION, (r"\bescalat",)),
    (FactKind.DETECTION, (
        r"\bdetect(?:ed|ion)\b", r"\balert(?:s|ed)?\b", r"\balarms?\b", r"\bnoticed\b",
        r"\bdiscovered\b", r"\bautomated warning\b", r"\bbecame aware\b", r"\binformed of\b",
        r"\b(?:customers?|users?|clients?)\b[^.]*\b(?:report|complain|informed)",
        r"\breports? (?:of|from|that|by|come|came)\b", r"\bwas reported\b",
        r"\bmonitoring (?:shows|showed|triggered|fired)", r"\bfirst (?:report|sign)",
    )),
    (FactKind.ESCALATION, (
        r"\bpag(?:ed|es|ing)\b", r"\b(?:called|pulled|brought|looped) in\b", r"\bwoke\b",
        r"\bhanded over\b", r"\bsev ?-?\d (?:ticket|raised|declared)\b", r"\bwar room\b",
        r"\bincident (?:is |was )?(?:declared|opened|raised)\b",
    )),
    (FactKind.COMMUNICATION, (
        r"\bstatus ?page\b", r"\b(?:e?-?mail (?:is |was )?sent|sent (?:an )?e?-?mail)\b",
        r"\bannounce", r"\bnotif(?:y|ied)", r"\binformed\b", r"\bcustomers? (?:were |was )?told\b",
        r"\bposted\b", r"\btweet", r"\bcommunicat",
    )),
    (FactKind.ACTION, (
        r"\broll(?:ed|s|ing)? ?back\b", r"\brevert", r"\brestart", r"\breboot", r"\bre-?r[ua]n\b",
        r"\bdisabl(?:ed?|ing)\b", r"\bremov(?:ed?|ing)\b", r"\bterminat(?:ed?|ing)\b", r"\bdrain",
        r"\bcordoned\b", r"\binvestigat", r"\battempt", r"\btried\b", r"\bappl(?:y|ied|ies)\b",
        r"\b(?:hot)?fix(?:ed|es|ing)?\b", r"\bpatch", r"\bkill", r"\bscal(?:ed?|ing)\b",
        r"\bfail(?:ed)? ?over to\b", r"\bworkaround\b", r"\bmitigat", r"\bblock(?:ed|ing)\b",
        r"\bcleared\b", r"\b(?:in|de)creased\b", r"\bstarted (?:working|replacing|looking)\b",
        r"\bwork(?:ing)? on\b", r"\bdebug", r"\bstopp(?:ed|ing)\b", r"\bpaused\b",
    )),
    (FactKind.CHANGE, (
        r"\bdeploy", r"\breleas(?:ed?|es|ing)\b", r"\bmerg(?:ed?|ing)\b", r"\bupgrad", r"\bmigrat",
        r"\broll(?:ed|s|ing)? ?out\b", r"\bpush(?:ed|es)?\b", r"\bconfig(?:uration)? change\b",
        r"\bpipeline\b", r"\blaunch", r"\bmaintenance\b",
    )),
)
# fmt: on

_KINDS = tuple((kind, re.compile("|".join(ways), re.IGNORECASE)) for kind, ways in KINDS)
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
