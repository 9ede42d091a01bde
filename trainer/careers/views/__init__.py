"""The pages of the career map, and of how people stand with their next role."""

from trainer.careers.views import (
    confirming,
    drafting,
    drafting_moves,
    drafting_roles,
    keeping,
    registering,
    standing,
)
from trainer.careers.views.blueprint import bp

__all__ = [
    "bp",
    "confirming",
    "drafting",
    "drafting_moves",
    "drafting_roles",
    "keeping",
    "registering",
    "standing",
]
