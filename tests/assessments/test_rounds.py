"""What was asked for last time, and what the learner changed since: words, files, claims."""

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_file,
    make_item,
    make_qualification,
    make_registration,
    submit,
)
from tests.factories_logs import make_goal
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Submission
from trainer.assessments.queries.conversing import conversations_on
from trainer.assessments.queries.rounds import last_round
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import AttachedFile
from trainer.logs.wording import pieces

ASKED = "You told him what would happen, then showed him."


def second_round(ada: User, ben: User, cleo: User) -> Submission:
    """A second revision: other words, a file out and one in under an old name, a claim more."""
    registration = make_registration(ada, ben, cleo, version=make_qualification(criteria=3))
    first, second, third = criteria_of(registration)
    make_goal(ada, registration.units[0].unit_version)
    item = make_item(ada, [first, second], what="One kettle tripped.\n\nI rang him.", files=2)
    sent = submit(item, registration)
    judge(sent, [first, second], CriterionState.NOT_YET_MET)
    revision = logs.revise(item, actor=ada)
    revision.what = "One kettle tripped twice.\n\nI rang him."
    kept, gone = revision.files
    other = make_file(ada)
    other.name = gone.file.name
    revision.files.remove(gone)
    db.session.delete(gone)
    revision.files.append(AttachedFile(file=other, position=3))
    notes = {first.id: "", third.id: ""}
    logs.set_links(revision, actor=ada, notes=notes)
    db.session.commit()
    assert kept in revision.files
    return submit(item, registration)


def test_words_are_set_side_by_side_with_their_lines() -> None:
    assert list(pieces("One two\n\nthree", "One 2\n\nthree four")) == [
        ("kept", "One "),
        ("removed", "two\n\n"),
        ("added", "2\n\n"),
        ("kept", "three "),
        ("added", "four"),
    ]
    assert list(pieces("", "")) == []


def test_a_first_round_has_none_before(ada: User, ben: User, cleo: User) -> None:
    registration = make_registration(ada, ben, cleo)
    assert last_round(submit(make_item(ada, criteria_of(registration)), registration), {}) is None


def test_everything_that_changed_is_found(ada: User, ben: User, cleo: User) -> None:
    later = second_round(ada, ben, cleo)
    last = last_round(later, conversations_on(later))
    assert last is not None
    changes = last.changes
    [told] = changes.texts
    assert told.heading == "What happened?"
    assert ("added", "tripped twice.\n\n") in told.pieces
    [added], [removed] = changes.files_added, changes.files_removed
    assert added.file.name == removed.file.name
    assert added.file.sha256 != removed.file.sha256
    assert [one[-3:] for one in changes.claims_added] == ["1.3"]
    assert [one[-3:] for one in changes.claims_removed] == ["1.2"]
    assert [(row.criterion.number, row.feedback) for row in last.feedback] == [
        ("1.1", ASKED),
        ("1.2", ASKED),
    ]


def test_a_later_round_opens_with_what_changed(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    later = second_round(ada, ben, cleo)
    page = browser(ben).get(f"/review/{later.id}")
    assert ASKED in page.text("#evidence")
    assert "added: tripped twice." in page.text("#evidence ins")
    assert page.text('#evidence .chips [aria-current="true"]') == "What changed"
    page = browser(ben).get(f"/review/{later.id}?show=words")
    assert not page.all("#evidence ins")
    page = browser(ada).get(f"/submissions/{later.id}")
    assert page.all("#evidence del")


def test_it_takes_no_more_statements_than_the_page_may(
    ada: User, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    url = f"/review/{second_round(ada, ben, cleo).id}"
    visitor = browser(ben)
    visitor.get(url)
    with count_queries() as sent:
        visitor.get(url)
    assert len(sent) <= 15  # Where else the evidence is used is the fifteenth.
