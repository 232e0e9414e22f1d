"""From the text of a policy file to a policy, with whatever it extends written out.

Every complaint names the place in the file, what is wrong there, and what was probably meant.
"""

from collections.abc import Mapping

from pydantic import BaseModel, ValidationError

from documents.plain_text import fault
from documents.strict_yaml import load_marked
from documents.yaml_text import dump
from policies.file.building import built
from policies.file.merging import Marked, merged
from policies.file.model import Loosening
from policies.file.shape import Parent
from policies.file.source import Mistake, MistakenPolicyError
from policies.file.straying import misplaced, needless_removals
from policies.language.wording import meant
from policies.loosening.naming import misnamed
from policies.loosening.placing import own_place
from policies.policy import Policy
from states.errors import InvalidError
from states.values import value

Parents = Mapping[str, str]
"""The texts of the policies that one may extend, by `NAME@VERSION`."""

NOBODY: Parents = {}

SIZE_LIMIT = 256 * 1024
VALUES_LIMIT = 5_000
"""Ten times what a long policy says: more is read for too long before it is refused."""


class _Head(BaseModel):
    extends: Parent
    loosens: tuple[Loosening, ...] = ()


@value
class Reading:
    """A policy, and the one text that says all of it."""

    policy: Policy
    marked: Marked
    text: str


def load_policy(text: str, name: str = "policy", parents: Parents = NOBODY) -> Policy:
    """Read a policy; `name` is what complaints call the file.

    One that extends another has the digest of all that it says, written out.

    Raises:
        InvalidError: `NAME:LINE:COLUMN: what is wrong`, one line for each mistake.
    """
    return read_policy(text, name, parents).policy


def read_policy(
    text: str, name: str = "policy", parents: Parents = NOBODY, above: tuple[str, ...] = ()
) -> Reading:
    """Read a policy as `load_policy` does, and write out what it leaves to others.

    `above` names the policies that wait for this one, each extending the next.
    """
    marked = marked_from(text, name)
    if "extends" not in marked.body:
        return Reading(built(marked, text), marked, text)
    head = _head(marked)
    return _extended(marked, head, _parent(head.extends, marked, parents, above))


def marked_from(text: str, name: str) -> Marked:
    """Read what a policy file says, and where; nothing has a meaning yet.

    Raises:
        InvalidError: it is no YAML as we know it, or too much of it.
    """
    if len(text.encode(errors="replace")) > SIZE_LIMIT:
        problem = f"a policy is no larger than {SIZE_LIMIT // 1024} KiB"
        raise fault(name, (1, 1), problem, "split it: one policy may extend another")
    return Marked(*load_marked(text, name, VALUES_LIMIT))


def _head(marked: Marked) -> _Head:
    try:
        return _Head.model_validate(marked.body)
    except ValidationError as error:
        raise marked.source().refusal_of(error) from error


def _parent(title: str, marked: Marked, parents: Parents, above: tuple[str, ...]) -> Reading:
    source = marked.source()
    own = f"{marked.body.get('policy')}@{marked.body.get('version')}"
    waiting = tuple(dict.fromkeys((*above, own)))
    if title in waiting:
        problem = f"{' → '.join((*waiting, title))}: a policy cannot extend itself"
        raise source.refusal((("extends",), problem))
    if title not in parents:
        problem = f"there is no policy {title} to extend{meant(title, parents)}"
        raise source.refusal((("extends",), problem))
    parent = read_policy(parents[title], title, parents, waiting)
    if parent.policy.title != title:
        problem = f"what was found as {title} is {parent.policy.title}"
        raise source.refusal((("extends",), problem))
    return parent


def _extended(child: Marked, head: _Head, parent: Reading) -> Reading:
    bodies = child.body, parent.marked.body
    found = (*needless_removals(*bodies), *misplaced(*bodies))
    body, origins = merged(child, parent.marked)
    whole, text = Marked(body, origins), dump(body)
    policy = _built_beside(child.source().refusal(*found).mistakes, whole, text)
    if unsaid := [*misnamed(policy, parent.policy, head.loosens)]:
        owned = ((own_place(one, path, whole.body, origins), told) for one, path, told in unsaid)
        raise whole.source().refusal(*owned)
    _read_again(text, policy, child)
    return Reading(policy, whole, text)


def _read_again(text: str, policy: Policy, child: Marked) -> None:
    """Refuse what is too much once it is written out: nobody could read it any more."""
    try:
        marked_from(text, policy.title)
    except InvalidError as error:
        problem = f"written out with all of {child.body['extends']} it cannot be read: {error}"
        raise child.source().refusal((("extends",), problem)) from error


def _built_beside(known: tuple[Mistake, ...], whole: Marked, text: str) -> Policy:
    """Build a policy of which some mistakes are known, and name those with whatever else shows."""
    try:
        policy = built(whole, text)
    except MistakenPolicyError as error:
        raise MistakenPolicyError((*known, *error.mistakes)) from error
    if known:
        raise MistakenPolicyError(known)
    return policy
