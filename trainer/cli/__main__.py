"""Lets `python -m trainer.cli` be the `trainer` command."""

from trainer.cli import main

main(prog_name="trainer")
