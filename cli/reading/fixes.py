"""Commands that a written rule offers: each has to be one that there is."""

from collections.abc import Iterator

from cli.table import COMMANDS
from policies.file.lines import WrittenLine
from policies.file.loader import Reading
from policies.file.source import Mistake
from policies.language.wording import meant

PROGRAM = "retro"


def doubtful_fixes(reading: Reading) -> tuple[Mistake, ...]:
    """List each `fix` that names a command of `retro` which is not there."""
    return reading.marked.source().refusal(*_unknown(reading)).mistakes


def _unknown(reading: Reading) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for gate, lines in reading.policy.editions[None].file.gates.items():
        for place, line in enumerate(lines.checks):
            program, *words = line.fix.split() if isinstance(line, WrittenLine) else [""]
            name = words[0] if words else ""
            if program == PROGRAM and name not in COMMANDS:
                told = f"there is no command {PROGRAM} {name}{meant(name, COMMANDS)}"
                yield ("gates", gate, "checks", place, "fix"), told
