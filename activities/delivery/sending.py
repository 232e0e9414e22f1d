"""Ask a channel once, and put what came of it into one word."""

from activities.delivery.attempts import Answer
from activities.delivery.parcels import UnaddressedError, UnansweredError, UnheardError
from activities.ports import Channel
from documents.letter import Letter
from states.errors import UnreachableError
from states.people import Person

REASON = 300
"""Characters of a reason that are kept."""

# fmt: off
ANSWERS: tuple[tuple[type[Exception], Answer], ...] = (
    #  raised              means, the most special first
    (UnaddressedError,   Answer.IMPOSSIBLE),
    (UnheardError,       Answer.DOUBTFUL),
    (UnansweredError,    Answer.AWAY),
    (UnreachableError,   Answer.REFUSED),
)
# fmt: on


def answer_of(channel: Channel, letter: Letter, person: Person) -> tuple[Answer, str]:
    """Send a letter, and say what the channel answered and why."""
    try:
        channel.send(letter, person)
    except UnreachableError as error:
        answer = next(answer for kind, answer in ANSWERS if isinstance(error, kind))
        return answer, _fit_to_keep(str(error))
    except Exception as error:  # noqa: BLE001  # a library's mistake must not end in silence
        # Its text may hold an address; nobody knows what it had sent by then.
        return Answer.DOUBTFUL, f"{channel.name} broke: {type(error).__name__}"
    return Answer.TAKEN, ""


def _fit_to_keep(reason: str) -> str:
    # What a service says is anything: it has to fit an entry, and to be read on a terminal.
    line = "".join(one if one.isprintable() else " " for one in reason)
    return " ".join(line.split())[:REASON]
