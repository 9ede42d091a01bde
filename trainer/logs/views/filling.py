"""Every other kind of evidence: choosing one, and a desk that asks what its kind asks."""

from typing import Any, cast

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import actions, policies, queries, signers
from trainer.logs.kind_forms import MOST_PAIRS, PREFIX, KindForm, form_for, present
from trainer.logs.kinds import BY_ASSESSOR, BY_LEARNER, KINDS, Hand, Shape
from trainer.logs.models import EvidenceKind, Revision
from trainer.logs.views.blueprint import bp
from trainer.logs.views.finding import own_latest
from trainer.logs.views.joining import join
from trainer.logs.views.writing import asked_about, criteria, keep_rest, not_saved
from trainer.registrations.models import Registration
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page
from trainer.web.uploads import ACCEPTED, upload_limit

COLUMNS = ("title", "happened_on", "minutes", "place", "what", "kept_at")


@bp.get("/log/kinds")
def kinds() -> str:
    """Choose what kind of evidence of one's own to begin."""
    rows = [(KINDS[one], url_for("logs.begin", kind=one.value)) for one in BY_LEARNER[1:]]
    return render_template("logs/kinds.html", learner=None, rows=rows)


@bp.get("/log/about/<int:registration_id>")
def kinds_about(registration_id: int) -> str:
    """Choose what kind of evidence to write about a learner allocated to one."""
    learner = _allocated(registration_id, BY_ASSESSOR[0])
    rows = [
        (KINDS[one], url_for("logs.begin_about", registration_id=registration_id, kind=one.value))
        for one in BY_ASSESSOR
    ]
    return render_template("logs/kinds.html", learner=learner, rows=rows)


@bp.route("/log/new/<string:kind>", methods=["GET", "POST"])
def begin(kind: str) -> ResponseReturnValue:
    """Begin evidence of this kind about one's own work. The first save writes it."""
    return _begin(_kind(kind, BY_LEARNER[1:]), None)


@bp.route("/log/about/<int:registration_id>/<string:kind>", methods=["GET", "POST"])
def begin_about(registration_id: int, kind: str) -> ResponseReturnValue:
    """Begin evidence of this kind about a learner. The first save writes it."""
    chosen = _kind(kind, BY_ASSESSOR)
    return _begin(chosen, _allocated(registration_id, chosen))


@bp.route("/log/<int:item_id>/fill", methods=["GET", "POST"])
def fill(item_id: int) -> ResponseReturnValue:
    """Go on writing evidence of any kind but a log entry."""
    revision = _own_of_a_kind(item_id)
    form = _form_of(revision)
    if form.submitted():
        with form.refusals():
            _keep(form, revision, form.seen_version)
            return _go_on(form, revision)
    if not policies.may_write(actor(), revision):
        return redirect(url_for("logs.entry", item_id=item_id))
    return _desk(form, revision.item.kind, revision.item.owner, revision)


@bp.post("/log/<int:item_id>/fill/autosave")
def autosave_kind(item_id: int) -> ResponseReturnValue:
    """Keep what is there while somebody types."""
    revision = _own_of_a_kind(item_id)
    form = _form_of(revision)
    if form.submitted():
        with form.refusals():
            is_new = _keep(form, revision, form.seen_version)
            return jsonify(version=revision.row_version, merged=is_new)
    return not_saved(form)


def _own_of_a_kind(item_id: int) -> Revision:
    revision = own_latest(item_id)
    return revision if revision.item.kind is not EvidenceKind.LOG else abort(404)


def _kind(code: str, among: tuple[EvidenceKind, ...]) -> EvidenceKind:
    found = next((one for one in among if one.value == code), None)
    return found or abort(404)


def _allocated(registration_id: int, kind: EvidenceKind) -> User:
    registration = db.get_or_404(Registration, registration_id)
    hidden_unless(signers.may_write_about(actor(), registration.learner, kind))
    return registration.learner


def _begin(kind: EvidenceKind, about: User | None) -> ResponseReturnValue:
    form = form_for(kind).for_request()
    if form.submitted():
        with form.refusals():
            key = form.client_key.data
            revision = actions.start(actor=actor(), client_key=key, kind=kind, about=about)
            _keep(form, revision)
            return _go_on(form, revision)
    return _desk(form, kind, about or actor(), None)


def _form_of(revision: Revision) -> KindForm:
    return form_for(revision.item.kind).for_request(**_present(revision))


def _present(revision: Revision) -> dict[str, Any]:
    given = {name: getattr(revision, name) for name in COLUMNS} | present(revision.details)
    return given | {"version": revision.row_version, "client_key": revision.item.client_key}


def _keep(form: KindForm, revision: Revision, version: int | None = None) -> bool:
    """Write all of it down, and say whether other words than those on the page are in it now."""
    joined = join(form, revision, _present)
    kept = cast("KindForm", joined.form) if joined else form
    actions.write(
        revision,
        actor=actor(),
        version=None if joined else version,
        details=kept.details,
        **kept.words,
    )
    keep_rest(form, revision, joined.notes if joined else form.notes)
    return bool(joined and joined.is_new)


def _go_on(form: KindForm, revision: Revision) -> ResponseReturnValue:
    """Lead to where the button pressed goes, or back to the desk if something stands in the way."""
    item_id, label = revision.item_id, revision.item.label
    for sentence in form.refused:
        flash(sentence, "stop")
    if form.then == "offer" and not form.refused:
        if KINDS[revision.item.kind].signers:
            verdict, goal = signers.may_offer(actor(), revision), "logs.offer"
        else:
            verdict, goal = policies.may_freeze(actor(), revision), "assessments.submit"
        if verdict:
            return done("", goal, item_id=item_id)
        flash(verdict.reason, "care")
    if form.then == "find":
        return done("", "logs.find", item_id=item_id)
    if form.then == "draft" and not form.refused:
        return done(_("%(label)s is kept as a draft.", label=label), "logs.entry", item_id=item_id)
    return done(_("Saved."), "logs.fill", item_id=item_id)


def _desk(
    form: KindForm, kind: EvidenceKind, owner: User, revision: Revision | None
) -> ResponseReturnValue:
    """Show the form with what stands around it."""
    links = db.session.scalars(queries.links_of(revision)).all() if revision else []
    kept = {one.criterion_id: one.note for one in links}
    if revision is None:
        kept |= {one.id: "" for one in asked_about(owner)}
    rules = KINDS[kind]
    if request.method == "GET":
        _leave_room(form)
    told: dict[str, Any] = criteria(
        owner, form.texts, form.notes if request.method == "POST" else kept
    )
    return page(
        "logs/fill.html",
        form,
        kind=kind,
        rules=rules,
        owner=owner,
        is_mine=rules.hand is Hand.LEARNER,
        revision=revision,
        draft_key=f"log-{revision.item_id}" if revision else f"log-{kind.value}-{owner.id}",
        files=db.session.scalars(queries.files_of(revision)).all() if revision else [],
        limit=upload_limit(),
        accept=ACCEPTED,
        most_files=policies.MOST_FILES,
        **told,
    )


def _leave_room(form: KindForm) -> None:
    """Leave room for one more question than there are."""
    for detail in form.asked:
        pairs = form[PREFIX + detail.name]
        if detail.shape is Shape.PAIRS and len(pairs) < MOST_PAIRS and pairs[-1].data["question"]:
            pairs.append_entry()
