"""The blueprint all pages of appraisals hang on, and finding the one a page is about."""

from typing import cast

from flask import Blueprint, abort

from trainer.appraisals import policies
from trainer.appraisals.models import Appraisal
from trainer.appraisals.queries import forms
from trainer.appraisals.rules.stages import Party
from trainer.extensions import db
from trainer.web.access import actor

bp = Blueprint("appraisals", __name__, url_prefix="/appraisals")


def found(appraisal_id: int) -> tuple[Appraisal, Party]:
    """Find an appraisal in which whoever asks has a part, and which; 404 for everybody else."""
    appraisal = cast("Appraisal", db.one_or_404(forms.one(actor(), appraisal_id)))
    party = policies.party_of(actor(), appraisal)
    if party is None:
        abort(404)
    return appraisal, party
