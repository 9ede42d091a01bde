"""The `trainer` command: everything an administrator may want to script."""

import click

from trainer.cli import catalogue, doctor, logs, people, records, running, versions


@click.group()
def main() -> None:
    """Track staff training and qualification, from the learning log to the certificate."""


for command in (
    running.run,
    running.demo,
    running.worker,
    running.migrate,
    doctor.doctor,
    people.user,
    people.people,
    catalogue.catalogue,
    logs.logs,
    records.audit,
    records.check,
    records.certificates,
):
    main.add_command(command)

for command in (versions.catalogue_rules, versions.catalogue_compare):
    catalogue.catalogue.add_command(command)
