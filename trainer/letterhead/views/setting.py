"""Setting how documents look: trying it, and putting it to use once it has been seen."""

from itertools import zip_longest

from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.letterhead import actions, policies, queries
from trainer.letterhead.actions import Signing
from trainer.letterhead.forms import LetterheadActForm, LetterheadForm, PictureField
from trainer.letterhead.models import Letterhead, LetterheadPicture
from trainer.letterhead.views.blueprint import bp, one
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.route("/new", methods=["GET", "POST"])
def begin() -> ResponseReturnValue:
    """Ask how documents are to look, beginning from a version there is, and show a specimen."""
    hidden_unless(policies.may_administer(actor()))
    begun = _begun_from()
    form = LetterheadForm.begun_from(begun, current_app.extensions["trainer"].organisation)
    if form.submitted():
        with form.refusals():
            tried = actions.try_out(
                actor=actor(),
                brand=(form.brand.data or "").lower(),
                accent=(form.accent.data or "").lower(),
                motto=form.motto.data or "",
                seal=form.seal.data or "",
                logo=_picture(form.logo, begun.logo if begun else None, out=form.unmarked.data),
                signing=_signing(form, begun),
            )
            return done("", "letterhead.version", letterhead_id=tried.id)
    return page("letterhead/begin.html", form, begun=begun)


@bp.post("/<int:letterhead_id>/use")
def put_to_use(letterhead_id: int) -> ResponseReturnValue:
    """Make documents with this version from now on."""
    found = one(letterhead_id)
    if LetterheadActForm.for_request().submitted():
        actions.put_to_use(found, actor=actor())
    return done(_("Documents look like this from now on."), "letterhead.listed")


@bp.post("/<int:letterhead_id>/make-again")
def make_again(letterhead_id: int) -> ResponseReturnValue:
    """Have the specimen tried once more."""
    found = one(letterhead_id)
    if LetterheadActForm.for_request().submitted():
        actions.make_again(found, actor=actor())
    return done("", "letterhead.version", letterhead_id=letterhead_id)


def _begun_from() -> Letterhead | None:
    asked = request.args.get("begun", type=int)
    return one(asked) if asked else queries.in_use()


def _signing(form: LetterheadForm, begun: Letterhead | None) -> list[Signing]:
    """Read who signs; a signature stays with the name it belongs to, and is nobody else's."""
    return [
        Signing(
            name=row.name.data,
            role=row.role.data or "",
            from_day=row.from_day.data,
            until_day=row.until_day.data,
            signature=_picture(
                row.signature,
                before.signature if before and before.name == row.name.data else None,
                out=row.unsigned.data,
            ),
        )
        for row, before in zip_longest(form.rows, begun.signatories if begun else [])
        if row and row.name.data
    ]


def _picture(
    field: PictureField, before: LetterheadPicture | None, *, out: bool
) -> LetterheadPicture | None:
    """Take the picture that came in now, or else the one there was, unless it is to go."""
    if field.kept is not None:
        stored = field.kept.stored
        return LetterheadPicture(
            media_type=field.kept.media_type, key=stored.key, sha256=stored.sha256
        )
    return None if out else before
