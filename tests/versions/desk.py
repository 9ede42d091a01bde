"""An administrator at the editor: begin a draft, keep a part of it, say yes, publish."""

import sqlalchemy as sa

from tests.browsing import Page, Visitor
from tests.factories_catalogue import unit_of, version_of
from trainer.extensions import db
from trainer.versions.models import Draft

EDITOR = "main form:has(#part)"


def begun(admin: Visitor, code: str = "SM-1") -> Draft:
    """The draft of the next version of a unit."""
    admin.post(f"/catalogue/units/{unit_of(code).id}/draft")
    return newest()


def begun_whole(admin: Visitor, code: str = "small-scheme") -> Draft:
    """The draft of the next version of a qualification."""
    admin.post(f"/catalogue/qualifications/{version_of(code).id}/draft")
    return newest()


def newest() -> Draft:
    """The draft that was begun last."""
    return db.session.scalars(sa.select(Draft).order_by(Draft.id.desc()).limit(1)).one()


def keep(admin: Visitor, draft: Draft, place: str, status: int = 303, /, **fields: object) -> Page:
    """Keep a part of a draft with these fields changed; `do` presses another button."""
    address = f"/catalogue/drafts/{draft.id}?item={place}"
    form = admin.get(address).form(EDITOR)
    page = admin.send(address, status, {**form, "do": "save", **fields})
    db.session.expire_all()
    return page


def press(admin: Visitor, draft: Draft, do: str, status: int = 303, /, **fields: object) -> Page:
    """Press a button of the page of publishing, with these fields changed."""
    address = f"/catalogue/drafts/{draft.id}/publish"
    page = admin.post(address, status, **{**admin.get(address).form(), "do": do, **fields})
    db.session.expire_all()
    return page


def confirm_and_publish(admin: Visitor, draft: Draft, **fields: object) -> None:
    """Say that the lineage is right as it stands with these fields, then publish."""
    press(admin, draft, "confirm", **fields)
    press(admin, draft, "publish")
