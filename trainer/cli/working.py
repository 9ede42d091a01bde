"""The command that does the work pages ask for, in a process of its own."""

import click

from trainer import worker as jobs
from trainer.cli.context import application
from trainer.web import journal


@click.command()
def worker() -> None:
    """Run only the job worker, beside web servers started otherwise."""
    with application() as app:
        pass  # Entered to see that the database is there; the worker enters it job by job.
    journal.begin()
    jobs.run(app)
