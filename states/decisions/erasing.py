"""Erase what somebody wrote and nobody may keep: the text goes, and that it was there stays."""

import re
from collections.abc import Iterator
from datetime import date

from states.commands import Redact
from states.decisions.gates import must_say_why
from states.decisions.hearing import Hearing
from states.errors import InvalidError, NotAllowedError, NotFoundError
from states.events.record import TextsErased
from states.people import Directory

DIGEST = re.compile(r"[0-9a-f]{64}")
AT_ONCE = 400
"""Digests in one command: they fill its 32 KiB."""


def redact(command: Redact, hearing: Hearing) -> Iterator[TextsErased]:
    """Erase texts by their digests; whoever may let a record disappear may do so."""
    must_say_why(command.reason, "erasing for ever", hearing)
    wrong = [one for one in command.digests if not DIGEST.fullmatch(one)]
    if wrong or not 0 < len(command.digests) <= AT_ONCE:
        named = f"“{wrong[0]}” is none" if wrong else f"{len(command.digests)} were given"
        raise InvalidError(
            f"digests: {named}; 1 to {AT_ONCE} digests of texts are erased at once",
            f'let us find them: retro audit redact {hearing.key} --containing "…"',
        )
    must_be_trusted(hearing.actor, hearing.terms.withdrawal_roles, hearing.people, hearing.today)
    _must_be_its_own(command, hearing)
    yield TextsErased(command.digests, command.reason)


def _must_be_its_own(command: Redact, hearing: Hearing) -> None:
    """Refuse what names a text of another incident, or one that is gone: it would erase nothing."""
    strange = [one for one in command.digests if one not in hearing.texts]
    if strange:
        many = f" ({len(strange)} of {len(command.digests)} digests)"
        raise NotFoundError(
            f"{hearing.key} has no text {strange[0][:12]}…{many}: it is another incident's, or was"
            " erased before; nothing was erased",
            f'let us find them: retro audit redact {hearing.key} --containing "…"',
        )


def must_be_trusted(actor: str, roles: tuple[str, ...], people: Directory, today: date) -> None:
    """Raise `NotAllowedError` unless the actor has one of the roles, where any is asked for."""
    person = people.person_for(actor)
    if roles and (person is None or not set(roles) & set(person.roles)):
        able = {one for role in roles for one in people.with_role(role, today)}
        raise NotAllowedError(
            f"{actor} is not {' or '.join(roles)}: the policy asks one about withdrawals,"
            " and about what is erased",
            f"ask {', '.join(sorted(able)) or 'for somebody with the role'}",
        )
