"""Comments on places of the evidence: typed or marked, the assessor's alone, then as they were."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import DatabaseError

from tests.browsing import Browser
from tests.factories_assessments import (
    criteria_of,
    draft,
    make_item,
    make_registration,
    sign_drafts,
    submit,
)
from tests.factories_logs import make_attached, make_grant
from tests.storage import pictures, recordings
from trainer.accounts.models import User
from trainer.assessments.actions import judging
from trainer.assessments.comments import actions
from trainer.assessments.comments.models import EvidenceComment
from trainer.assessments.comments.places import Region, Spot, seconds
from trainer.assessments.models import Submission
from trainer.audit.models import LedgerEntry, SealedText
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.demo.media import papers
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import StoredFile
from trainer.logs.tasks import prepare_file
from trainer.viewing.tasks import prepare_pages

SAID = "This is where you listened."


@pytest.fixture
def sent(ada: User, ben: User, cleo: User) -> Submission:
    """An entry with a document of two pages, a photo and a film."""
    registration = make_registration(ada, ben, cleo)
    make_grant(ben, ada)
    item = make_item(ada, criteria_of(registration))
    revision = item.revisions[0]
    record = papers.case_record(["Kettle", "Tripped it", "---", "Ended", "Boiled twice"])
    for content, name in (
        (record, "case.pdf"),
        (pictures.phone_photo(), "card.jpg"),
        (recordings.film(size=30_000), "visit.mp4"),
    ):
        make_attached(revision, content, name)
    made = submit(item, registration)
    store = current_app.extensions["store"]
    pdf, photo, film = (one.id for one in files(made))
    prepare_pages(pdf, store)
    prepare_file(photo, store)
    prepare_file(film, store)
    return made


def files(sent: Submission) -> list[StoredFile]:
    return [one.file for one in sent.revision.files]


def comment(sent: Submission, spot: Spot | None = None, words: str = SAID) -> EvidenceComment:
    made = actions.comment(sent, spot or Spot(), actor=sent.assessor, words=words)
    db.session.commit()
    return made


def there() -> list[EvidenceComment]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(EvidenceComment).order_by(EvidenceComment.number)))


def test_each_sort_of_place(sent: Submission) -> None:
    pdf, photo, film = files(sent)
    comment(sent, Spot(quote="tripped   his power"))
    comment(sent, Spot(file=pdf.code, page=2, quote="Boiled twice"))
    comment(sent, Spot(file=photo.code, region=Region(100, 200, 300, 400)))
    comment(sent, Spot(file=film.code, at="1:05"))
    told = [(one.number, one.file, one.page, one.second, one.width) for one in there()]
    assert told == [
        (1, None, None, None, None),
        (2, pdf, 2, None, None),
        (3, photo, None, None, 300),
        (4, film, None, 65, None),
    ]


@pytest.mark.parametrize(
    ("which", "spot", "reason"),
    [
        (None, {"quote": "never written"}, "don't stand there"),
        (0, {"page": 3}, "no such page"),
        (0, {"page": 1, "quote": "Boiled twice"}, "don't stand there"),
        (1, {"region": Region(900, 0, 200, 100)}, "beyond the picture"),
        (1, {"region": Region(10, 10, 2, 100)}, "larger part"),
        (2, {"at": "soon"}, "such as 1:05"),
    ],
)
def test_a_place_that_is_not_there(
    sent: Submission, which: int | None, spot: dict[str, Any], reason: str
) -> None:
    file = "" if which is None else files(sent)[which].code
    with pytest.raises(Unacceptable, match=reason):
        comment(sent, Spot(file=file, **spot))
    with pytest.raises(Unacceptable, match="not part of this evidence"):
        comment(sent, Spot(file="X" * 26))
    assert there() == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [("65", 65), ("1:05", 65), ("1:01:05", 3665), ("0:00", 0), ("", None), ("1:99", None)],
)
def test_times_are_read_as_people_write_them(typed: str, read: int | None) -> None:
    assert seconds(typed) == read


def test_only_the_assessor_comments_and_only_while_it_is_open(sent: Submission, eve: User) -> None:
    for person in (sent.registration.learner, sent.registration.iqa, eve):
        with pytest.raises(Refused):
            actions.comment(sent, Spot(), actor=person, words=SAID)
    with pytest.raises(Unacceptable):
        comment(sent, words=" ")
    judging.send_back(sent, actor=sent.assessor, reason="Which kettle?")
    with pytest.raises(Conflict):
        comment(sent)


def test_the_learner_sees_them_once_the_round_is_signed(
    sent: Submission, ada: User, ben: User, browser: Browser
) -> None:
    pdf, photo, film = files(sent)
    comment(sent, Spot(quote="tripped his power"))
    comment(sent, Spot(file=photo.code, region=Region(100, 200, 300, 400)), "A warm card.")
    comment(sent, Spot(file=film.code, at="12"), "Your greeting.")
    assert SAID not in browser(ada).get(f"/submissions/{sent.id}").text("main")
    for criterion in criteria_of(sent.registration):
        draft(sent, criterion)
    sign_drafts(sent)
    page = browser(ada).get(f"/submissions/{sent.id}")
    assert SAID in page.text("#comments")
    assert page.text("mark.quoted") == "tripped his power"
    page = browser(ada).get(f"/submissions/{sent.id}?show={photo.code}")
    assert page.one(".marks rect").get("width") == "30.0%"
    assert page.texts(".marks text") == ["2"]
    links = [one.get("href") for one in page.all(".comments li a")]
    assert links[2].endswith(f"show={film.code}&at=12")
    page = browser(ada).get(links[2])
    assert page.one("video").get("src").endswith("#t=12")
    assert not page.all("#comment-here")
    [entry] = db.session.scalars(
        sa.select(LedgerEntry).where(LedgerEntry.kind == "CommentsPublished")
    )
    sealed = db.session.scalars(sa.select(SealedText.text).where(SealedText.seq == entry.seq)).one()
    assert "A warm card." in str(sealed)
    assert pdf.sha256 not in str(sealed)


def test_what_is_signed_stays_as_it_was(sent: Submission, ben: User) -> None:
    made = comment(sent)
    judging.send_back(sent, actor=ben, reason="Which kettle?")
    db.session.commit()
    with pytest.raises(Unacceptable, match="signed"):
        actions.remove(made, actor=ben)
    for forgery in (
        "UPDATE evidence_comments SET words = 'Something else.'",
        "UPDATE evidence_comments SET published_at = NULL",
        "DELETE FROM evidence_comments",
    ):
        with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
            db.session.execute(sa.text(forgery))


def test_drafts_go_with_what_was_taken_back(sent: Submission, ada: User) -> None:
    comment(sent)
    logs.withdraw(sent.revision.item, actor=ada)
    db.session.commit()
    assert there() == []


def test_on_the_page_typed_kept_and_taken_out(
    sent: Submission, ben: User, browser: Browser
) -> None:
    pdf, photo, _film = files(sent)
    page = browser(ben).get(f"/review/{sent.id}?show={pdf.code}&page=2")
    form = page.form("[data-comment-form]")
    assert (form["file"], form["page"]) == (pdf.code, "2")
    browser(ben).post(f"/review/{sent.id}/comments", **{**form, "words": SAID})
    form = browser(ben).get(f"/review/{sent.id}?show={photo.code}").form("[data-comment-form]")
    part = {"from_left": "10", "from_top": "20", "width": "30", "height": "40"}
    browser(ben).post(f"/review/{sent.id}/comments", **{**form, **part, "words": "A warm card."})
    assert [(one.page, one.width) for one in there()] == [(2, None), (None, 300)]
    page = browser(ben).get(f"/review/{sent.id}")
    assert page.text("#comments .comments").count("Take out") == 2
    address = page.all("#comments form")[0].get("action")
    browser(ben).post(address)
    assert [one.number for one in there()] == [2]


def test_on_the_page_what_is_wrong_stands_beside_the_words(
    sent: Submission, ben: User, browser: Browser
) -> None:
    _pdf, _photo, film = files(sent)
    page = browser(ben).post(
        f"/review/{sent.id}/comments", status=422, file=film.code, at="soon", words=SAID
    )
    assert "such as 1:05" in page.text("#comment-here .error-summary")
    assert page.one("[data-comment-form] textarea[name=words]").text.strip() == SAID
    assert page.all("#criteria .is-open")


def test_another_cannot_take_out_or_add(sent: Submission, eve: User, browser: Browser) -> None:
    made = comment(sent)
    assert browser(eve).client.post(f"/review/{sent.id}/comments").status_code == 404
    address = f"/review/{sent.id}/comments/{made.id}/remove"
    assert browser(eve).client.post(address).status_code == 404
    assert len(there()) == 1
