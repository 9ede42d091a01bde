"""What each paper of a portfolio says, and which of them somebody may have."""

from collections.abc import Callable, Mapping

from trainer.portfolios.models import PaperKind
from trainer.portfolios.papers import cover, plan, statement, tables, unit, witnesses
from trainer.portfolios.papers.asked import Asked, Said
from trainer.portfolios.papers.offering import Offered, offered

__all__ = ["PAPERS", "Asked", "Offered", "offered"]

PAPERS: Mapping[PaperKind, Callable[[Asked], Said]] = {
    PaperKind.COVER: cover.cover,
    PaperKind.INDEX: tables.index,
    PaperKind.MATRIX: tables.matrix,
    PaperKind.UNIT: unit.record,
    PaperKind.PLAN: plan.plans,
    PaperKind.OBSERVATION: statement.statement,
    PaperKind.TESTIMONY: statement.statement,
    PaperKind.WITNESSES: witnesses.status_list,
}
"""Who says what: each takes what was asked for, and returns what is particular to its paper."""
