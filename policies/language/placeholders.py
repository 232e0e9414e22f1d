"""What a printed command leaves for a person to fill in.

A command that is sent as it was printed says nothing: no gate may open for it.
"""

from collections.abc import Iterator

# fmt: off
PLACEHOLDERS = frozenset({
    "ENVIRONMENT", "FACTOR-ID", "HOW MUCH", "HOW TO UNDO IT", "METRIC", "NUMBER", "PERSON",
    "PROOF", "SERVICE", "SIGNAL TO WATCH", "SOURCE", "TICKET", "TICKET-URL-OR-ID",
    "TIMELINE-ID-OR-URL", "TITLE", "URL", "WHAT SHOWS A RELAPSE", "WHERE",
    "YYYY-MM-DD", "YYYY-MM-DDTHH:MMZ",
    "WHAT HAPPENS THEN", "WHAT HELPED", "WHAT IS KNOWN NOW", "WHAT IS SEEN THEN",
    "WHAT MADE IT POSSIBLE", "WHAT SHOWS", "WHAT TO DO TO SEE IT", "WHAT USERS NOTICED",
    "WHAT WAS SEEN", "WHAT WILL EXIST", "WHICH DATA", "WHO AND WHAT", "WHY",
    "WHY IT CAN WAIT", "WHY IT MOVES", "WHY IT SEEMED RIGHT AT THE TIME",
})
# fmt: on


def placeholders_in(body: object) -> Iterator[str]:
    """Find every text in JSON values that still stands for something."""
    match body:
        case dict():
            for one in body.values():
                yield from placeholders_in(one)
        case list() | tuple():
            for one in body:
                yield from placeholders_in(one)
        case str() if body.strip() in PLACEHOLDERS or body.strip() == "…":
            yield body
        case _:
            return
