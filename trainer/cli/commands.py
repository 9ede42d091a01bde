"""Groups of commands that load a command's file only when it is asked for."""

from importlib import import_module
from typing import Any

import click

from trainer.core.collecting import staying


class Commands(click.Group):
    """A group that starts quickly and small, whatever its other commands need.

    `places` names, for each command, its file in this folder and the function in it: "keys:keys".
    """

    def __init__(self, *given: Any, places: dict[str, str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, whether its file is loaded or not."""
        return sorted({*super().list_commands(ctx), *self.places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of this name, if there is one."""
        if cmd_name not in self.places:
            return super().get_command(ctx, cmd_name)
        module, _colon, function = self.places[cmd_name].partition(":")
        with staying():
            command: click.Command = getattr(import_module(f"trainer.cli.{module}"), function)
        return command
