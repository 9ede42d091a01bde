"""Setting how documents look: tried first, used once seen, and kept by what was issued with it."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import current_app

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_certificates import make_certificate
from tests.factories_letterhead import (
    DRAWING,
    LOOK,
    make_letterhead,
    make_picture,
    make_png,
    make_signing,
)
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.certificates import payload
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.documents.look import HOUSE
from trainer.extensions import db
from trainer.letterhead import actions, queries
from trainer.letterhead.models import Letterhead, LetterheadPicture, LetterheadStatus, Preview

NEW = "/letterhead/new"


def only() -> Letterhead:
    return db.session.scalars(sa.select(Letterhead)).one()


def test_it_is_tried_with_all_it_is_made_of(tess: User, browser: Browser) -> None:
    fields = browser(tess).get(NEW).form() | LOOK
    fields |= {
        "logo": (BytesIO(DRAWING), "logo.svg"),
        "signatories-0-name": "Ruth Calder",
        "signatories-0-role": "Head of Training",
        "signatories-0-from_day": "2026-01-01",
        "signatories-0-signature": (BytesIO(make_png(60, 20)), "ruth.png"),
    }
    browser(tess).post(NEW, **fields)

    tried = only()
    assert (tried.brand, tried.motto, tried.status) == ("#0b5d66", LOOK["motto"], "draft")
    assert tried.logo is not None
    assert tried.logo.media_type == "image/svg+xml"
    signs = tried.signatories[0]
    assert (signs.name, signs.from_day, signs.until_day) == ("Ruth Calder", date(2026, 1, 1), None)
    assert signs.signature is not None
    assert queries.in_use() is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"brand": "#c8c8c8"}, "too pale to read"),
        ({"accent": "#f0e0c0"}, "too pale to read"),
        ({"brand": "damson"}, "Write the colour"),
        ({"seal": "W" * 59}, "don't fit around the seal"),
        ({"motto": "x" * 121}, "120 characters or fewer"),
        ({"signatories-1-name": "Ruth"}, "in which role"),
        ({"signatories-1-role": "Head"}, "who signs"),
        (
            {
                "signatories-0-name": "R",
                "signatories-0-role": "H",
                "signatories-0-from_day": "2026-02-02",
                "signatories-0-until_day": "2026-02-01",
            },
            "before the first day",
        ),
        ({"logo": (BytesIO(b"<svg onload='x'/>"), "l.svg")}, "SVG drawing"),
        ({"signatories-0-signature": (BytesIO(b"MZ"), "l.png")}, "Send an SVG"),
    ],
)
def test_what_would_not_do_is_said(
    tess: User, browser: Browser, changes: dict[str, Any], sentence: str
) -> None:
    fields = browser(tess).get(NEW).form() | LOOK | changes
    refused = browser(tess).post(NEW, 422, **fields)
    assert sentence in refused.text(".error-summary")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Letterhead)) == 0


def test_it_is_put_to_use_once_it_has_been_seen(tess: User, browser: Browser) -> None:
    unseen = make_letterhead(tess, shown=False)
    browser(tess).post(f"/letterhead/{unseen.id}/use", 403)
    first = make_letterhead(tess)
    browser(tess).post(f"/letterhead/{first.id}/use")
    browser(tess).post(f"/letterhead/{first.id}/use", 403)
    second = make_letterhead(tess, motto="Another")
    browser(tess).post(f"/letterhead/{second.id}/use")

    assert (first.status, first.number) == (LetterheadStatus.EARLIER, 1)
    assert (second.status, second.number) == (LetterheadStatus.IN_USE, 2)
    links = db.session.scalars(
        sa.select(LedgerEntry).where(LedgerEntry.kind == "LetterheadPutToUse")
    ).all()
    assert queries.content_hash(second) in links[-1].body
    listed = browser(tess).get("/letterhead/")
    assert [cell for cell in listed.texts("tbody .st")] == ["In use", "Earlier", "Not in use"]


def test_a_change_begins_from_what_there_is(tess: User, browser: Browser) -> None:
    logo, signature = make_picture(), make_picture(make_png(9, 9), "image/png")
    before = make_letterhead(tess, logo=logo, signing=[make_signing(signature=signature)])
    actions.put_to_use(before, actor=tess)
    db.session.commit()
    fields = browser(tess).get(NEW).form()
    assert fields["motto"] == LOOK["motto"]
    browser(tess).post(NEW, **fields)
    again = browser(tess).get(NEW).form()
    browser(tess).post(NEW, **again | {"unmarked": "y", "signatories-0-unsigned": "y"})

    same, without = db.session.scalars(
        sa.select(Letterhead).where(Letterhead.id != before.id).order_by(Letterhead.id)
    ).all()
    assert (same.logo_id, same.signatories[0].signature_id) == (logo.id, signature.id)
    assert (without.logo_id, without.signatories[0].signature_id) == (None, None)
    assert without.signatories[0].name == "Ruth Calder"


def test_nobody_signs_with_the_signature_of_another(tess: User, browser: Browser) -> None:
    signing = [make_signing(signature=make_picture(make_png(9, 9), "image/png"))]
    before = make_letterhead(tess, signing=signing)
    actions.put_to_use(before, actor=tess)
    db.session.commit()
    fields = browser(tess).get(NEW).form()
    browser(tess).post(NEW, **fields | {"signatories-0-name": "Una Successor"})

    after = db.session.scalars(sa.select(Letterhead).where(Letterhead.id != before.id)).one()
    assert [(one.name, one.signature) for one in after.signatories] == [("Una Successor", None)]


def test_a_certificate_keeps_the_look_it_was_issued_with(tess: User, ada: User) -> None:
    store = current_app.extensions["store"]
    unset = make_certificate(ada, by=tess)
    today = clock.today(current_app.extensions["trainer"].zone)
    signing = [
        make_signing("Gone", until_day=today - timedelta(days=1)),
        make_signing("Today", from_day=today, until_day=today),
        make_signing("Coming", from_day=today + timedelta(days=1)),
    ]
    first = make_letterhead(tess, logo=make_picture(), signing=signing)
    actions.put_to_use(first, actor=tess)
    issued = make_certificate(ada, by=tess)
    actions.put_to_use(make_letterhead(tess, brand="#222222"), actor=tess)
    db.session.commit()

    assert payload.look_of(unset.payload, store) == HOUSE
    look = payload.look_of(issued.payload, store)
    assert (look.brand, look.motto) == ("#0b5d66", LOOK["motto"])
    assert look.logo is not None
    assert look.logo.content == DRAWING
    assert [one.name for one in look.signatories] == ["Today"]


def test_a_letterhead_that_was_tampered_with_prints_nothing(tess: User, ada: User) -> None:
    first = make_letterhead(tess)
    actions.put_to_use(first, actor=tess)
    issued = make_certificate(ada, by=tess)
    first.motto = "Something else"
    db.session.commit()
    with pytest.raises(payload.WrongRecord):
        payload.look_of(issued.payload, current_app.extensions["store"])


def test_only_training_administrators_see_to_it(ada: User, tess: User, browser: Browser) -> None:
    letterhead = make_letterhead(tess)
    for path in ("", "new", f"{letterhead.id}", f"{letterhead.id}/page.png"):
        browser(ada).get(f"/letterhead/{path}", status=404)
    with pytest.raises(Refused):
        actions.put_to_use(letterhead, actor=ada)
    with pytest.raises(Unacceptable):
        make_letterhead(tess, seal="W" * 59)


def test_what_was_never_used_goes_after_a_month(tess: User) -> None:
    used = make_letterhead(tess, logo=make_picture())
    actions.put_to_use(used, actor=tess)
    old = make_letterhead(tess, logo=make_picture(), signing=[make_signing()])
    shared = make_letterhead(tess, logo=used.logo)
    fresh = make_letterhead(tess)
    for one in (used, old, shared):
        one.made_at = clock.now() - timedelta(days=31)
    db.session.commit()
    actions.drop_old_drafts()
    db.session.commit()
    assert set(db.session.scalars(sa.select(Letterhead.id))) == {used.id, fresh.id}
    assert list(db.session.scalars(sa.select(LetterheadPicture.id))) == [used.logo_id]


def test_the_list_asks_no_more_of_the_database_as_it_grows(
    tess: User, browser: Browser, count_queries: CountQueries
) -> None:
    make_letterhead(tess)
    browser(tess).get("/letterhead/")
    with count_queries() as few:
        browser(tess).get("/letterhead/")
    asked = len(few)
    for _ in range(5):
        make_letterhead(tess, signing=[make_signing()])
    with count_queries() as many:
        browser(tess).get("/letterhead/")
    assert len(many) == asked


def test_a_specimen_that_failed_can_be_tried_again(tess: User, browser: Browser) -> None:
    letterhead = make_letterhead(tess, shown=False)
    browser(tess).post(f"/letterhead/{letterhead.id}/make-again", 403)
    letterhead.preview = Preview.FAILED
    db.session.commit()
    assert "could not be made" in browser(tess).get(f"/letterhead/{letterhead.id}").html
    browser(tess).post(f"/letterhead/{letterhead.id}/make-again")
    assert letterhead.preview is Preview.WAITING
