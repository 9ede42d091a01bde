"""Commands about appraisals, each family in a file of its own."""

import click

from trainer.cli.commands import Commands


@click.group(
    cls=Commands,
    places={
        "figures": "figures:figures",
        "progress": "rounds:progress",
        "schedule": "rounds:schedule",
        "visible": "rounds:visible",
    },
)
def appraisals() -> None:
    """Look after appraisals and what they cite."""
