"""INV47: under a visit nothing is opened but what was chosen, by who was let in, while it goes on."""

import sqlalchemy as sa

from trainer.checks.finding import Check, rows
from trainer.visits.models import Page, Visit, VisitDevice, VisitOpening, VisitPortfolio

OF_A_PORTFOLIO = (
    Page.PORTFOLIO,
    Page.MATRIX,
    Page.UNIT,
    Page.EVIDENCE,
    Page.WITNESSES,
    Page.FILE,
)
_CHOSEN = sa.exists().where(
    VisitPortfolio.visit_id == VisitOpening.visit_id,
    VisitPortfolio.registration_id == VisitOpening.registration_id,
)
NOT_CHOSEN = sa.select(VisitOpening.id).where(VisitOpening.page.in_(OF_A_PORTFOLIO), ~_CHOSEN)
AFTERWARDS = (
    sa.select(VisitOpening.id)
    .join(Visit, Visit.id == VisitOpening.visit_id)
    .where(VisitOpening.at > Visit.ended_at)
)
ELSEWHERE = (
    sa.select(VisitOpening.id)
    .join(VisitOpening.device)
    .where(VisitDevice.visit_id != VisitOpening.visit_id)
)

CHECKS = [
    Check(
        "INV47",
        "Of a portfolio only what was chosen for the visit is opened.",
        rows(NOT_CHOSEN, "Opening %s is of a portfolio that was not chosen for the visit."),
    ),
    Check(
        "INV47",
        "Nothing is opened after a visit was ended.",
        rows(AFTERWARDS, "Opening %s comes after its visit was ended."),
    ),
    Check(
        "INV47",
        "What is opened under a visit is opened in a browser let in to it.",
        rows(ELSEWHERE, "Opening %s was in a browser let in to another visit."),
    ),
]
