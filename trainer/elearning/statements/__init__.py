"""Reading xAPI statements: the standard's own rules, and what a statement says of a completion. Pure."""

from trainer.elearning.statements.reading import BadStatement, Told, read, read_all

__all__ = ["BadStatement", "Told", "read", "read_all"]
