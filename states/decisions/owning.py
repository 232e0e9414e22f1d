"""Who may decide about a policy: its owners, as far as they are here."""

from collections.abc import Iterable
from datetime import date

from states.errors import NotAllowedError
from states.people import Directory
from states.values import Line, value


@value
class Owners:
    """The owners that a policy names, and who there is on a day (UTC)."""

    names: tuple[Line, ...]
    people: Directory
    today: date

    def able(self, besides: Iterable[str] = ()) -> tuple[str, ...]:
        """List the owners who are here, without some; nobody means that anybody else may."""
        left_out = {*besides}
        return tuple(
            one
            for one in self.names
            if one not in left_out and self.people.is_here(one, self.today)
        )

    def must_have(self, actor: str, what: str, besides: Iterable[str] = ()) -> None:
        """Raise `NotAllowedError` unless `actor` is one of those who may.

        A policy whose owners are all gone, or that names only one where two are needed, would
        never change again: then anybody else who is here may.
        """
        able = self.able(besides)
        if able and actor not in able:
            raise NotAllowedError(
                f"{actor} does not own {what}: its owners decide about it",
                f"ask {' or '.join(able)}, or say who you are: --as PERSON",
            )
