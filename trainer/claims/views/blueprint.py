"""The addresses of claims, and how their pages find what they are about."""

from flask import Blueprint

from trainer.claims import policies
from trainer.claims.models import Claim, DirectClaimStatus
from trainer.claims.queries import claims, direct
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless

bp = Blueprint("claims", __name__, url_prefix="/claims")


def status_for(status_id: int, *, administers: bool) -> DirectClaimStatus:
    """Return a direct claim status for those who read it, or for those who keep it; else 404."""
    ask = policies.may_administer if administers else policies.may_look_through
    hidden_unless(ask(actor()))
    found: DirectClaimStatus = db.one_or_404(direct.one(status_id))
    return found


def claim_for(claim_id: int) -> Claim:
    """Return a claim for those who record what is answered to it; to others it is a 404."""
    hidden_unless(policies.may_administer(actor()))
    found: Claim = db.one_or_404(claims.claim(actor(), claim_id))
    return found
