"""The command that plays sampling by risk beside a flat percentage."""

import click

from trainer.cli.context import as_json, tell
from trainer.sampling.rules.settings import Settings
from trainer.sampling.simulating.comparing import Comparison, compare
from trainer.sampling.simulating.scenarios import SCENARIOS


@click.command()
@click.option(
    "--scenario",
    "keys",
    type=click.Choice([one.key for one in SCENARIOS]),
    multiple=True,
    help="Play this one; may be given more than once. All of them if not given.",
)
@click.option(
    "--runs",
    type=click.IntRange(min=2),
    default=100,
    show_default=True,
    help="How often each is played; a hundred of all take about a minute.",
)
@as_json
def simulate(keys: tuple[str, ...], *, runs: int, in_json: bool) -> None:
    """Play sampling by risk beside a flat percentage of the same size, by the first settings.

    What is wrong is known there, so what each plan finds of it can be counted. No records are used.
    """
    found = [
        compare(one, range(1, runs + 1), Settings())
        for one in SCENARIOS
        if not keys or one.key in keys
    ]
    facts = {"comparisons": [one.to_data() for one in found]}
    tell(facts, "\n".join(map(_line, found)), in_json=in_json)


def _line(found: Comparison) -> str:
    share = found.share
    return (
        f"{found.scenario.title}: {found.by_risk.share:.1%} of what is wrong is found by risk, "
        f"{found.flat.share:.1%} flat; difference {100 * share.mean:+.1f} points "
        f"({100 * share.low:+.1f} to {100 * share.high:+.1f}): {found.finding.value}."
    )
