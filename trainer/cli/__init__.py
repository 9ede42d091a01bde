"""The `trainer` command: everything an administrator may want to script."""

import click

from trainer.cli.commands import Commands


@click.group(
    cls=Commands,
    places={
        "run": "running:run",
        "demo": "running:demo",
        "worker": "working:worker",
        "migrate": "running:migrate",
        "doctor": "doctor:doctor",
        "user": "people:user",
        "people": "people:people",
        "catalogue": "catalogue:catalogue",
        "logs": "logs:logs",
        "feeds": "feeds:feeds",
        "files": "files:files",
        "keys": "keys:keys",
        "privacy": "privacy:privacy",
        "quality": "quality:quality",
        "careers": "careers:careers",
        "training": "training:training",
        "appraisals": "appraisals:appraisals",
        "audit": "records:audit",
        "backup": "backups:backup",
        "restore": "backups:restore_",
        "check": "records:check",
        "certificates": "certificates:certificates",
    },
)
def main() -> None:
    """Track staff training and qualification, from the learning log to the certificate."""
