"""The editor: the outline on the left, one item on the right."""

from collections.abc import Callable

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.versions import actions, outline
from trainer.versions.forms import DraftForm, ItemForm, form_for
from trainer.versions.models import Draft
from trainer.versions.outline import FACTS, Content, NoSuchPlace, Overwritten
from trainer.versions.views.beginning import found
from trainer.versions.views.blueprint import bp
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/drafts/<int:draft_id>", methods=["GET", "POST"])
def edit(draft_id: int) -> ResponseReturnValue:
    """Show one item of a draft beside its outline; any button keeps the item, then does its own."""
    draft, place = found(draft_id), request.args.get("item", FACTS)
    try:
        form = _form(draft, place)
    except NoSuchPlace:
        return _gone(draft)
    do, _colon, at = request.form.get("do", "").partition(":")
    if request.method == "POST" and do in {"go", "remove"} and form.is_untouched:
        return _arranged(draft, place, do, at)
    if form.submitted():
        with form.refusals():
            try:
                _write(draft, place, form)
            except Overwritten:
                return _both(draft, place, form)
            return _arranged(draft, place, do, at)
    return _editor(draft_id, place, form)


@bp.post("/drafts/<int:draft_id>/autosave")
def autosave(draft_id: int) -> ResponseReturnValue:
    """Keep the item as it stands while somebody types."""
    draft, place = found(draft_id), request.args.get("item", FACTS)
    try:
        form = _form(draft, place)
        if form.submitted():
            with form.refusals():
                _write(draft, place, form)
                return jsonify(version=outline.mark_of(draft.content, place))
    except NoSuchPlace:
        return jsonify(error=_("that part is not in the draft any more.")), 409
    except Overwritten:
        return jsonify(error=_("somebody changed this part. Press Keep to see both.")), 409
    said = [str(one) for errors in form.errors.values() for one in errors]
    return jsonify(error=" ".join(said)), 422


@bp.route("/drafts/<int:draft_id>/take-out", methods=["GET", "POST"])
def take_out(draft_id: int) -> ResponseReturnValue:
    """Ask once more, then take a part out of a draft."""
    draft, place = found(draft_id), request.args.get("item", "")
    try:
        mark = outline.mark_of(draft.content, place)
    except NoSuchPlace:
        return _gone(draft)
    form = DraftForm.for_request(version=mark)
    if form.submitted():
        above = outline.above(draft.content, place)
        actions.take_out(draft, actor=actor(), place=place, seen=str(form.version.data))
        return done(_("Taken out."), "versions.edit", draft_id=draft_id, item=above)
    inside = list(outline.entries_of(draft.content, place))
    return page("versions/take_out.html", form, draft=draft, place=place, inside=inside)


def _form(draft: Draft, place: str) -> ItemForm:
    item = outline.item(draft.content, place)
    kind = form_for(draft.kind.value, place)
    mark = outline.mark_of(draft.content, place)
    return kind.for_request(**{**kind.given(item), "version": mark})


def _write(draft: Draft, place: str, form: ItemForm) -> None:
    actions.write(
        draft, actor=actor(), place=place, seen=str(form.version.data), values=form.values()
    )


def _editor(
    draft_id: int, place: str, form: ItemForm, theirs: list[tuple[str, str]] | None = None
) -> ResponseReturnValue:
    draft = found(draft_id)
    return page(
        "versions/edit.html",
        form,
        draft=draft,
        place=place,
        entries=list(outline.entries(draft.content)),
        theirs=theirs,
    )


def _both(draft: Draft, place: str, form: ItemForm) -> ResponseReturnValue:
    """Show what was typed, and beside it what somebody else put there; Keep then means it."""
    kind = type(form)
    theirs = kind(formdata=None, data=kind.given(outline.item(draft.content, place)))
    form.version.data = outline.mark_of(draft.content, place)
    shown = _editor(draft.id, place, form, form.differing(theirs))
    assert isinstance(shown, tuple)  # noqa: S101 - a form is shown with its status
    return shown[0], 409


def _gone(draft: Draft) -> ResponseReturnValue:
    told = _("That part is not in the draft any more.")
    return done(told, "versions.edit", draft_id=draft.id)


def _arranged(draft: Draft, place: str, do: str, at: str) -> ResponseReturnValue:
    """Do what the button says to the whole, and go on to the item it leads to."""
    if do == "remove":
        return done("", "versions.take_out", draft_id=draft.id, item=at)
    anchor, told = "part", ""
    if do == "go":
        place = at
    elif do == "add":
        place = _add(draft, place, at)
    elif do in CHANGES:
        actions.arrange(draft, lambda content: CHANGES[do](content, at), actor=actor())
        anchor = "outline" if do == "number" else f"at-{at.partition(':')[0]}"
    else:
        told = _("Kept.")
    return done(told, "versions.edit", draft_id=draft.id, item=place, anchor=anchor)


def _add(draft: Draft, place: str, at: str) -> str:
    kind, _colon, beside = at.partition(":")
    added = [place]

    def add(content: Content) -> Content:
        content, added[0] = outline.added(content, kind, beside or place)
        return content

    actions.arrange(draft, add, actor=actor())
    return added[0]


def _put(content: Content, at: str) -> Content:
    place, side, other = at.split(":", 2)
    return outline.put(content, place, side, other)


CHANGES: dict[str, Callable[[Content, str], Content]] = {
    "up": lambda content, at: outline.moved(content, at, -1),
    "down": lambda content, at: outline.moved(content, at, 1),
    "number": lambda content, _at: outline.renumbered(content),
    "put": _put,
}
"""What a button says → what it does to the whole."""
