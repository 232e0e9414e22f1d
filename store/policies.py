"""Read the policies that incidents are pinned to."""

from sqlalchemy import Engine, select

from states.errors import NotFoundError
from store.engine import reading
from store.tables import policies


def policy_text(engine: Engine, digest: str) -> str:
    """Return the policy file of that digest.

    Raises:
        NotFoundError: none is kept under it.
    """
    wanted = select(policies.c.text).where(policies.c.digest == digest)
    with reading(engine) as connection:
        text: str | None = connection.scalar(wanted)
    if text is None:
        raise NotFoundError(
            f"no policy with digest {digest} is kept", "is this the right database? retro doctor"
        )
    return text
