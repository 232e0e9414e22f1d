"""`retro policy schema`: what editors check a policy by."""

import json

import click

from policies.file.schema import policy_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema for editors.

    It knows every check and its parameters. The first line of a policy file then says where it
    is: `# yaml-language-server: $schema=policy.schema.json`

    \b
    Example:
      retro policy schema > policy.schema.json
    """
    click.echo(json.dumps(policy_schema(), indent=2, ensure_ascii=False))
