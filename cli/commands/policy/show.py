"""`retro policy show`: the rules in force, or any others that were offered."""

import click

from cli.app import App
from cli.installation.posting import KEY
from cli.library.naming import publication_called
from cli.showing.pages import show_page
from documents.strict_yaml import load_marked
from policies.publishing.choosing import chosen
from policies.shelf import default_text, policy_of
from states.errors import InvalidError, NotFoundError
from states.record.context import Context


@click.command("show")
@click.argument("which", required=False, metavar="[KEY | NAME[@VERSION]]")
@click.option("--candidate", is_flag=True, help="The policy that is in shadow.")
@click.pass_obj
def show_policy(app: App, which: str | None, *, candidate: bool) -> None:
    """Print the policy in force.

    For new incidents, the one that an incident is pinned to, or one by its name.

    \b
    Example:
      retro policy show > policy.yaml
      retro policy show INC-42
      retro policy show payments@3.2.0
    """
    if which and candidate:
        raise InvalidError("name a policy, or the candidate", "leave --candidate out")
    text = _text(app, _digest(app, which, candidate=candidate))
    rules = policy_of(text)
    show_page(app.output, (text.rstrip("\n"),), load_marked(text, "policy")[0])
    app.output.talk(f"{rules.name} {rules.version}, digest {rules.digest}")


def _digest(app: App, which: str | None, *, candidate: bool) -> str:
    if candidate:
        found = app.library.candidate
        if found is None:
            raise NotFoundError("no policy is in shadow", "begin: retro policy shadow FILE")
        return found.offer.digest
    if which is None:
        general = chosen(app.library, Context())
        return general.offer.digest if general else ""
    if KEY.fullmatch(which):
        return app.record(which).policy
    return publication_called(app, which).offer.digest


def _text(app: App, digest: str) -> str:
    return app.policies.text_of(digest) if digest else default_text()
