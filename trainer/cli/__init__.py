"""The `trainer` command: everything an administrator may want to script."""

import click

from trainer.cli import (
    catalogue,
    certificates,
    doctor,
    feeds,
    files,
    issuing,
    keys,
    logs,
    people,
    quality,
    records,
    running,
    simulating,
    versions,
)


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
    feeds.feeds,
    files.files,
    keys.keys,
    quality.quality,
    records.audit,
    records.check,
    certificates.certificates,
):
    main.add_command(command)

for command in (versions.catalogue_rules, versions.catalogue_compare):
    catalogue.catalogue.add_command(command)

quality.quality.add_command(simulating.simulate)
certificates.certificates.add_command(issuing.issue)
