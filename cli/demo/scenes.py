"""The story, scene by scene: what is told, what is typed, and how it must end.

Every command is run as it stands here. One that ends otherwise fails the demo.
"""

from datetime import timedelta
from typing import NamedTuple

from states.errors import Exit

KEY = "INC-2017"


class Typed(NamedTuple):
    """A command somebody types, and how it must end."""

    by: str
    words: tuple[str, ...]
    ends: Exit = Exit.DONE


class Passing(NamedTuple):
    """Time that passes while nobody does anything."""

    time: timedelta
    incident: str = KEY


class Tampering(NamedTuple):
    """Somebody with access to the database file changes an old entry."""


class Scene(NamedTuple):
    """One part of the story."""

    title: str
    told: str
    steps: tuple[Typed | Passing | Tampering, ...]


# fmt: off
SCENES = (
    Scene("A database is gone",
          "On 31 January 2017 GitLab.com lost its production database, and found that none of\n"
          "its backups could be restored. A day later the site is back: it has stabilized, and\n"
          "now begins the part that most teams never finish.",
          (Typed("fay", ("apply", "1-incident.yaml")),)),

    Scene("The gate is shut",
          "Fay facilitates. She asks for the next milestone and gets an answer, not an error:\n"
          "everything that is missing, at once, each with the command that mends it.",
          (Typed("fay", ("advance", KEY), Exit.ANSWER_IS_NO),)),

    Scene("The facts",
          "The first entry is typed as the answer says; the others come from a file.",
          (Typed("ben", ("fact", KEY, "--at", "2017-01-31T17:20Z", "--kind", "action",
                         "A snapshot is taken by hand, for trying something on staging.",
                         "--by", "ben", "--source", "https://example.org/doc#snapshot")),
           Typed("fay", ("apply", "2-facts.yaml", "--yes")),
           Typed("fay", ("advance", KEY)))),

    Scene("Conditions, not culprits",
          "Somebody writes down the obvious. Retrogate shows it back, with a way to say what\n"
          "the system allowed; the room then finds three conditions instead of one name.",
          (Passing(timedelta(hours=3)),
           Typed("kim", ("factor", KEY, "Ben deleted the wrong directory")),
           Typed("fay", ("why", KEY), Exit.ANSWER_IS_NO),
           Typed("fay", ("apply", "3-factors.yaml", "--yes")),
           Typed("fay", ("advance", KEY)))),

    Scene("Promises",
          "Two actions, each with one owner, a date, and a way to tell that it worked. One has\n"
          "no ticket, and that is enough to keep the gate shut.",
          (Typed("fay", ("apply", "4-actions.yaml", "--yes")),
           Typed("fay", ("advance", KEY), Exit.ANSWER_IS_NO),
           Typed("ana", ("action", "ticket", KEY, "A2", "INFRA-1095")),
           Typed("fay", ("advance", KEY)))),

    Scene("Done is not verified",
          "Ben finishes his action within a day. His own word does not count; Kim's does.",
          (Typed("ben", ("action", "done", KEY, "A1", "--evidence",
                         "https://example.org/pull/1094")),
           Typed("ben", ("verify", KEY, "A1", "--evidence", "https://example.org/ci/88"),
                 Exit.NOT_ALLOWED),
           Typed("kim", ("verify", KEY, "A1", "--evidence", "https://example.org/ci/88")))),

    Scene("Nobody touches the other one",
          "This is where postmortems go to die. The clock of the real server is moved on by\n"
          "forty-five days, and this is who hears of it: first the owner, then Fay, then the\n"
          "owner's manager and his, each at nine in the morning of a working day of theirs.",
          (Passing(timedelta(days=45)),)),

    Scene("Somebody stops it, for a while",
          "Mia knows what it waits for. She stops its climb until a date, with a reason; of the\n"
          "action nobody hears for a week. What else is late climbs on.",
          (Typed("mia", ("escalations", "ack", KEY, "A2", "--until", "7d", "--reason",
                         "The new disks arrive on Friday")),
           Passing(timedelta(days=6)))),

    Scene("Somebody acts",
          "Ana finds what waits for her, finishes it, and Kim holds it against its criterion.",
          (Typed("ana", ("mine",)),
           Typed("ana", ("action", "done", KEY, "A2", "--evidence",
                         "https://example.org/pull/1095")),
           Typed("kim", ("verify", KEY, "A2", "--evidence", "https://example.org/ci/restore/4")),
           Typed("fay", ("advance", KEY)))),

    Scene("Closed",
          "Those who did the work do not approve it. Sam, who owns the service, does.",
          (Typed("fay", ("advance", KEY), Exit.ANSWER_IS_NO),
           Typed("fay", ("approve", KEY), Exit.NOT_ALLOWED),
           Typed("sam", ("approve", KEY)),
           Typed("fay", ("advance", KEY)))),

    Scene("The history is evidence",
          "Everything is in it, refusals too, each entry holding the hash of the one before.",
          (Typed("sam", ("history", KEY)),
           Typed("sam", ("audit", "verify", KEY)),
           Tampering(),
           Typed("sam", ("audit", "verify", KEY), Exit.ANSWER_IS_NO))),
)
# fmt: on
