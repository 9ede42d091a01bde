"""The desk: beginning an entry, going on with it, saving as one types, finding criteria."""

from collections.abc import Sequence
from typing import Any, cast

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion
from trainer.extensions import db
from trainer.logs import (
    actions,
    attaching,
    policies,
    prompting,
    protecting,
    queries,
    tagging,
)
from trainer.logs.forms import CriteriaForm, EntryForm, SearchForm
from trainer.logs.log_form import LogForm, log_form, present
from trainer.logs.models import EvidenceKind, Framework, Revision
from trainer.logs.suggesting import TOP, suggest
from trainer.logs.views.blueprint import bp
from trainer.logs.views.finding import own_latest
from trainer.logs.views.joining import join
from trainer.web.access import actor
from trainer.web.responses import done, page
from trainer.web.uploads import ACCEPTED, upload_limit

PER_PAGE = 50


@bp.route("/log/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Begin an entry. Opening the page writes nothing: the first save does."""
    form = _form(None)
    if form.submitted():
        with form.refusals():
            revision = actions.start(actor=actor(), client_key=form.client_key.data)
            _keep(form, revision)
            return _go_on(form, revision)
    return page("logs/write.html", form, **_desk(form, None, asked_about(actor())))


@bp.post("/log/new/autosave")
def autosave_new() -> ResponseReturnValue:
    """Keep the first words of an entry, and tell the page where it lives from now on."""
    form = _form(None)
    if form.submitted():
        with form.refusals():
            revision = actions.start(actor=actor(), client_key=form.client_key.data)
            is_new = _keep(form, revision)
            address = url_for("logs.edit", item_id=revision.item_id)
            return jsonify(
                version=revision.row_version,
                merged=is_new,
                location=address,
                autosave=url_for("logs.autosave", item_id=revision.item_id),
                upload=url_for("logs.upload", item_id=revision.item_id),
                draft=_draft_key(revision),
            )
    return not_saved(form)


@bp.route("/log/<int:item_id>/edit", methods=["GET", "POST"])
def edit(item_id: int) -> ResponseReturnValue:
    """Go on writing an entry that has not been submitted."""
    revision = own_latest(item_id)
    if revision.item.kind is not EvidenceKind.LOG:
        return redirect(url_for("logs.fill", item_id=item_id))
    form = _form(revision)
    if form.submitted():
        with form.refusals():
            _keep(form, revision, form.seen_version)
            return _go_on(form, revision)
    if not policies.may_write(actor(), revision):
        return redirect(url_for("logs.entry", item_id=item_id))
    return page("logs/write.html", form, **_desk(form, revision))


@bp.post("/log/<int:item_id>/autosave")
def autosave(item_id: int) -> ResponseReturnValue:
    """Keep the words as they stand while somebody types."""
    revision = own_latest(item_id)
    if revision.item.kind is not EvidenceKind.LOG:
        abort(404)
    form = _form(revision)
    if form.submitted():
        with form.refusals():
            is_new = _keep(form, revision, form.seen_version)
            return jsonify(version=revision.row_version, merged=is_new)
    return not_saved(form)


@bp.post("/log/suggestions")
def suggestions() -> str:
    """Answer with the criteria that the words typed so far fit."""
    form = _form(None)
    return render_template("logs/_suggestions.html", **criteria(actor(), form.texts, form.notes))


@bp.route("/log/<int:item_id>/criteria", methods=["GET", "POST"])
def find(item_id: int) -> ResponseReturnValue:
    """Find a criterion that was not suggested, and link it."""
    revision = own_latest(item_id)
    form = CriteriaForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.link(revision, actor=actor(), criteria=form.criteria)
            return done(_("Linked."), "logs.edit", item_id=item_id, anchor="criteria")
    asked = SearchForm(formdata=request.args)
    found = db.paginate(queries.search(revision.item.owner, asked.q.data or ""), per_page=PER_PAGE)
    linked = {link.criterion_id for link in db.session.scalars(queries.links_of(revision))}
    return page("logs/find.html", form, revision=revision, asked=asked, found=found, linked=linked)


def _form(revision: Revision | None) -> LogForm:
    """Make the form with the questions that may be put to this writer, and what they answered."""
    me = actor()
    questions = prompting.questions_for(me, revision)
    given = present(revision) if revision else {"framework": prompting.first_framework(me)}
    if not questions and given["framework"] is Framework.INTERVIEW:
        given["framework"] = Framework.REFLECTION
    return log_form(questions).for_request(**given)


def _keep(form: LogForm, revision: Revision, version: int | None = None) -> bool:
    """Write down all that came with the form: words, criteria, files.

    Say whether other words than those on the page are in it now.
    """
    joined = join(form, revision, present)
    if joined is None:
        actions.write(revision, actor=actor(), version=version, **form.words)
        tagging.tag(revision.item, actor=actor(), words=form.tags.data or "")
        keep_rest(form, revision, form.notes)
        return False
    kept = cast("LogForm", joined.form)
    actions.write(revision, actor=actor(), version=None, **kept.words)
    tagging.tag(revision.item, actor=actor(), words=kept.tags.data or "")
    keep_rest(form, revision, joined.notes)
    return joined.is_new


def keep_rest(form: EntryForm, revision: Revision, notes: dict[int, str]) -> None:
    """Write down the criteria and files that came with a form."""
    me = actor()
    actions.set_links(revision, actor=me, notes=notes)
    for upload in form.uploads:
        attaching.attach(revision, upload, actor=me)
    said = form.others_shown
    for attached in revision.files if said else ():
        if (shows_others := said.get(attached.file.code)) is not None:
            protecting.say_who_is_shown(attached.file, actor=me, shows_others=shows_others)
    for attached in revision.files if form.removed else ():
        if attached.file.code == form.removed:
            attaching.detach(attached, actor=me)
            break


def _go_on(form: LogForm, revision: Revision) -> ResponseReturnValue:
    """Lead to where the button pressed goes, or back to the desk if something stands in the way."""
    item_id, label = revision.item_id, revision.item.label
    for sentence in form.refused:
        flash(sentence, "stop")
    if form.then == "submit" and not form.refused:
        if verdict := policies.may_freeze(actor(), revision):
            return done("", "assessments.submit", item_id=item_id)
        flash(verdict.reason, "care")
    if form.then == "find":
        return done("", "logs.find", item_id=item_id)
    if form.then == "draft" and not form.refused:
        return done(_("%(label)s is kept as a draft.", label=label), "logs.mine")
    return done(_("Saved."), "logs.edit", item_id=item_id)


def not_saved(form: EntryForm) -> ResponseReturnValue:
    """Say in one sentence why the words could not be kept."""
    sentences = [*form.form_errors, *(error for field in form for error in field.errors)]
    return jsonify(error=" ".join(map(str, sentences))), 422


def _draft_key(revision: Revision | None) -> str:
    return f"log-{revision.item_id}" if revision else "log-new"


def asked_about(owner: User) -> Sequence[Criterion]:
    """List the criteria that a link to new evidence names, as far as its owner works towards them."""
    asked = request.args.getlist("criterion", type=int)
    if not asked:
        return ()
    return db.session.scalars(queries.linkable(owner).where(Criterion.id.in_(asked))).all()


def _desk(
    form: LogForm, revision: Revision | None, wanted: Sequence[Criterion] = ()
) -> dict[str, Any]:
    """Gather what stands around the form."""
    me = actor()
    links = db.session.scalars(queries.links_of(revision)).all() if revision else []
    kept = {one.criterion_id: one.note for one in links}
    kept |= {one.id: "" for one in wanted}
    return {
        "revision": revision,
        "asked_about": wanted[0] if len(wanted) == 1 else None,
        "draft_key": _draft_key(revision),
        "files": db.session.scalars(queries.files_of(revision)).all() if revision else [],
        "places": db.session.scalars(queries.places_of(me)).all(),
        "assessors": db.session.scalars(queries.assessors_of(me)).all(),
        "limit": upload_limit(),
        "accept": ACCEPTED,
        "most_files": policies.MOST_FILES,
        **criteria(me, form.texts, form.notes if request.method == "POST" else kept),
    }


def criteria(owner: User, texts: list[str], notes: dict[int, str]) -> dict[str, Any]:
    """Pair the criteria ticked with their notes, and add those that the words suggest.

    What nothing has been sent for yet comes first; the rest says which entry was.
    """
    rows = db.session.execute(queries.candidates(owner, also=notes.keys())).all()
    known = {row[0]: queries.as_candidate(row) for row in rows}
    sent = {row[0]: row[-1] for row in rows if row[-1] is not None}
    fitting = suggest(texts, list(known.values()), after=sent, top=len(known))
    phrases = {one.candidate.id: one.phrase for one in fitting}
    return {
        "chosen": [
            (known[one], phrases.get(one, ""), note) for one, note in notes.items() if one in known
        ],
        "suggested": [one for one in fitting if one.candidate.id not in notes][:TOP],
        "sent": sent,
        "has_goals": bool(rows),
    }
