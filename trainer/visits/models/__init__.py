"""Visits and what stands around them."""

from trainer.visits.models.following import EqaAction, VisitReport
from trainer.visits.models.packs import VisitPack, VisitPackStatus
from trainer.visits.models.visits import (
    MOST_ATTEMPTS,
    Page,
    Visit,
    VisitDevice,
    VisitKind,
    VisitOpening,
    VisitPerson,
    VisitPortfolio,
    VisitQualification,
    VisitSite,
    VisitStanding,
)

__all__ = [
    "MOST_ATTEMPTS",
    "EqaAction",
    "Page",
    "Visit",
    "VisitDevice",
    "VisitKind",
    "VisitOpening",
    "VisitPack",
    "VisitPackStatus",
    "VisitPerson",
    "VisitPortfolio",
    "VisitQualification",
    "VisitReport",
    "VisitSite",
    "VisitStanding",
]
