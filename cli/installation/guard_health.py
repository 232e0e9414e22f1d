"""Whether the database still guards what only grows."""

from cli.app import App
from cli.showing.clauses import some_of
from states.errors import RetrogateError
from store.guarded import missing_guards


class UnguardedError(RetrogateError):
    """Somebody took guards of the history away."""

    def __init__(self, lost: tuple[str, ...]) -> None:
        """Name them, the command that puts them back, and the one that shows what was changed."""
        super().__init__(
            f"the database does not guard its history any more: {some_of(lost)} "
            f"{'is' if len(lost) == 1 else 'are'} not as made",
            "put back what is missing: retro store migrate · see what was changed since: "
            "retro audit verify",
        )


def guards_said(app: App) -> str:
    """Say that every guard is there; raises `UnguardedError` where one is not."""
    if lost := missing_guards(app.engine):
        raise UnguardedError(lost)
    return "what was written can only grow"
