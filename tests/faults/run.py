"""The long form: `make faults`, or a part of it: `make faults FAULTS="disk wire" TIMES=10`."""

import click

from tests.faults.campaign import FILE, campaign, named
from tests.faults.table import FAULTS


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([one.name for one in FAULTS]))
@click.option("--times", type=int, help="How often, instead of what the table says.")
@click.option("--seed", type=int, default=1, show_default=True, help="Repeats the dice.")
@click.option("--short", is_flag=True, help="As the tests do it.")
@click.option("--until-wrong", is_flag=True, help="Stop at the first fault that finds something.")
def main(
    names: tuple[str, ...], times: int | None, seed: int, *, short: bool, until_wrong: bool
) -> None:
    """Hurt the house, count, and say what was found."""
    with campaign(seed) as held:
        for fault in named(names):
            often = times if times is not None else fault.short if short else fault.long
            for _ in held.rounds(fault, often):
                held.write()
            tally = held.tallies[fault.name]
            click.echo(f"{fault.name:<12} {held.seconds[fault.name]:>7.1f} s  {tally}")
            for one in tally.wrong[:20]:
                click.echo(f"  wrong: {one}")
            if held.wrong and until_wrong:
                break
        click.echo(f"{len(held.wrong)} wrong · {FILE}")
        raise SystemExit(1 if held.wrong else 0)


if __name__ == "__main__":
    main()
