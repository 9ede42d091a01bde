"""A scheme's accreditation by a body, and what the page of a qualification is told of it."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.bodies import actions, policies, queries
from trainer.bodies.forms import NONE, AccreditationForm, RenewForm
from trainer.bodies.models import ProfessionalBody, SchemeAccreditation
from trainer.bodies.views.blueprint import bp
from trainer.catalogue.models import QualificationVersion
from trainer.catalogue.policies import visible_to
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.app_context_processor
def _standing() -> dict[str, object]:
    """Let the page of a qualification say which body accredits it, and whether we are members."""
    return {"accredited_by": _accredited_by, "belongs_to": _belongs_to, "may_accredit": _may_keep}


def _accredited_by(version: QualificationVersion) -> list[SchemeAccreditation]:
    return list(queries.accreditations_of(version.qualification_id))


def _belongs_to(body: str) -> Any:
    return policies.belongs_to(body, clock.today())


def _may_keep() -> bool:
    return bool(policies.may_keep_bodies(actor()))


@bp.route("/schemes/<int:version_id>/accreditation", methods=["GET", "POST"])
def accredit(version_id: int) -> ResponseReturnValue:
    """Write down that a body accredits a scheme."""
    hidden_unless(policies.may_keep_bodies(actor()))
    version = db.one_or_404(visible_to(actor()).where(QualificationVersion.id == version_id))
    form = AccreditationForm.for_request(starts_on=clock.today())
    choose = SelectChoice(NONE, _("Choose…"))
    form.body.choices = [choose, *(SelectChoice(*row) for row in queries.names())]
    if form.submitted():
        with form.refusals():
            given = form.data
            given["body"] = db.session.get_one(ProfessionalBody, given["body"])
            actions.accredit_scheme(version.qualification, actor=actor(), **given)
            return done(_("Written down."), "catalogue.qualification", version_id=version_id)
    return page("bodies/accredit.html", form, version=version)


@bp.route("/schemes/<int:version_id>/accreditation/<int:accreditation_id>", methods=["GET", "POST"])
def renew_accreditation(version_id: int, accreditation_id: int) -> ResponseReturnValue:
    """Let a scheme's accreditation hold until another day."""
    hidden_unless(policies.may_keep_bodies(actor()))
    version = db.one_or_404(visible_to(actor()).where(QualificationVersion.id == version_id))
    accreditation = db.one_or_404(
        db.select(SchemeAccreditation).where(
            SchemeAccreditation.id == accreditation_id,
            SchemeAccreditation.qualification_id == version.qualification_id,
        )
    )
    form = RenewForm.for_request(ends_on=accreditation.ends_on)
    if form.submitted():
        with form.refusals():
            actions.renew_accreditation(accreditation, actor=actor(), **form.data)
            return done(
                _("It counts until that day."), "catalogue.qualification", version_id=version_id
            )
    return page("bodies/renew.html", form, what=accreditation.body.name, holder=None)
