"""What an investigation sets for logs: evidence set aside, taken up again, or void for good.

Called by actions that have asked whether they may, so that logs never have to look above them.
"""

from collections.abc import Iterable

from trainer.core import clock
from trainer.logs.models import EvidenceStatus, Item


def set_aside(items: Iterable[Item]) -> None:
    """Let nobody write, send, judge or sign on these items from now on."""
    for item in items:
        item.held_at = clock.now()


def take_up_again(items: Iterable[Item]) -> None:
    """Let these items be what they were before they were set aside."""
    for item in items:
        item.held_at = None


def make_void(items: Iterable[Item]) -> None:
    """Let nothing rest on these items ever again."""
    for item in items:
        item.held_at = None
        item.move_to(EvidenceStatus.VOID)
