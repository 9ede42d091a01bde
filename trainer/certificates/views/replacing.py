"""Issuing another certificate in the place of one."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.certificates import actions, policies
from trainer.certificates.award import award_for
from trainer.certificates.forms import ReplaceForm
from trainer.certificates.models import Purpose
from trainer.certificates.views.blueprint import administrators_only, bp, one, settings
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/certificates/<int:certificate_id>/replace", methods=["GET", "POST"])
def replace(certificate_id: int) -> ResponseReturnValue:
    """Issue another certificate in the place of this one: lost, to be corrected, or renewed."""
    administrators_only()
    certificate = one(certificate_id)
    form = ReplaceForm.for_request(purpose=request.args.get("purpose"))
    if form.submitted():
        with form.refusals():
            new = actions.replace(certificate, actor=actor(), config=settings(), **form.data)
            return done(
                _("Certificate %(number)s is issued in its place.", number=new.number),
                "certificates.certificate",
                certificate_id=new.id,
            )
    award = award_for(certificate.registration, certificate.unit)
    verdicts = {one: policies.may_replace(actor(), certificate, one, award) for one in Purpose}
    form.say_why_not(verdicts)
    return page(
        "certificates/replace.html",
        form,
        certificate=certificate,
        award=award,
        verdict=next(filter(None, verdicts.values()), verdicts[Purpose.LOST]),
    )
