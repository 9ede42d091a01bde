"""Writing, sharing and answering coaching notes, who reads them, and evidence made of them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_behaviours import make_builtin
from tests.factories_certificates import make_administrator
from tests.factories_coaching import SEEN, make_draft, make_note, said
from tests.factories_people import make_holder, make_placement
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, TrailEntry
from trainer.coaching import actions, queries
from trainer.coaching.models import CoachingNote
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs.models import Item
from trainer.notifications.models import Notice, SentMail
from trainer.people.models import Role


@pytest.fixture(autouse=True)
def line(ada: User, cleo: User) -> None:
    make_placement(ada, manager=cleo)


def test_a_manager_writes_shares_and_the_person_answers(
    ada: User, cleo: User, browser: Browser
) -> None:
    make_builtin()
    first, second, *_others = queries.offered(ada)
    page = browser(cleo).get(f"/coaching/of/{ada.id}/new")
    sent = page.form() | {"kind": "call", "seen": SEEN, f"level_{first.id}": "3"}
    browser(cleo).send(f"/coaching/of/{ada.id}/new", 303, sent)
    note = db.session.scalars(sa.select(CoachingNote)).one()
    assert [(one.behaviour_version_id, one.level) for one in note.levels] == [(first.id, 3)]
    browser(ada).get(f"/coaching/{note.id}", status=404)
    page = browser(cleo).get(f"/coaching/{note.id}/change")
    sent = page.form() | {f"level_{second.id}": "2", "next_step": "Try it again."}
    browser(cleo).send(f"/coaching/{note.id}/change", 303, sent)
    browser(cleo).send(f"/coaching/{note.id}/share", 303, {})
    text = browser(ada).get(f"/coaching/{note.id}").text("main")
    assert SEEN in text
    assert first.level_3 in text
    assert second.level_2 in text
    browser(ada).send(f"/coaching/{note.id}/answer", 303, {"words": "I will try."})
    assert "I will try." in browser(cleo).get(f"/coaching/{note.id}").text("main")
    told = db.session.scalars(sa.select(Notice.user_id)).all()
    assert sorted(told) == sorted([ada.id, cleo.id])


def test_what_is_shared_stays_as_it_is(ada: User, cleo: User) -> None:
    note = make_note(ada, cleo)
    for act in (actions.share, actions.throw_away):
        with pytest.raises(Refused, match="This is shared"):
            act(note, actor=cleo)
    with pytest.raises(Refused, match="This is shared"):
        actions.change(note, actor=cleo, said=said("Something else"))
    actions.answer(note, actor=ada, words="I see.")
    with pytest.raises(Refused, match="answered already"):
        actions.answer(note, actor=ada, words="Or not.")


def test_a_draft_is_thrown_away(ada: User, cleo: User, browser: Browser) -> None:
    make_builtin()
    [first, *_others] = queries.offered(ada)
    note = make_draft(ada, cleo, said(levels={first.id: 1}))
    browser(cleo).send(f"/coaching/{note.id}/throw-away", 303, {})
    assert db.session.scalar(sa.select(sa.func.count(CoachingNote.id))) == 0


def test_a_note_says_a_day_that_was_and_a_step_for_a_day(ada: User, cleo: User) -> None:
    ahead = clock.today() + timedelta(days=1)
    told = said()
    with pytest.raises(Unacceptable, match="still to come"):
        actions.write(ada, actor=cleo, said=type(told)(**vars(told) | {"happened_on": ahead}))
    with pytest.raises(Unacceptable, match="Say what is to be done"):
        actions.write(ada, actor=cleo, said=type(told)(**vars(told) | {"next_step": ""}))
    with pytest.raises(Unacceptable, match="written anew"):
        actions.write(ada, actor=cleo, said=said(levels={999: 2}))


def test_either_says_that_the_step_is_done(ada: User, cleo: User, browser: Browser) -> None:
    for who in (ada, cleo):
        note = make_note(ada, cleo)
        [told] = queries.of_team(cleo)
        assert told.to_do == 1
        browser(who).send(f"/coaching/{note.id}/finish", 303, {})
        assert note.step_done_at is not None
        with pytest.raises(Refused, match="no step left"):
            actions.finish(note, actor=who)
    [told] = queries.of_team(cleo)
    assert (told.many, told.to_do) == (2, 0)


def test_the_person_makes_a_draft_of_evidence_of_it_once(
    ada: User, cleo: User, browser: Browser
) -> None:
    note = make_note(ada, cleo)
    with pytest.raises(Refused, match="Only the person"):
        actions.use(note, actor=cleo)
    browser(ada).send(f"/coaching/{note.id}/use", 303, {})
    assert note.item is not None
    assert note.item.owner == ada
    text = browser(ada).get(f"/log/{note.item_id}").text("main")
    assert SEEN in text
    with pytest.raises(Refused, match="already"):
        actions.use(note, actor=ada)
    assert db.session.scalar(sa.select(sa.func.count(Item.id))) == 1


def test_only_the_writer_the_person_and_their_line_read_it(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    top, colleague = make_user("Top Manager"), make_user("Col League")
    make_placement(cleo, manager=top)
    make_placement(colleague, manager=cleo)
    note = make_note(ada, cleo)
    draft = make_draft(ada, cleo)
    allowed = {ada, cleo, top}
    others = {
        ben, colleague, make_administrator(), make_holder("A Sessor", Role.ASSESSOR),
        make_holder("I Qa", Role.IQA), make_holder("Hana People", Role.HR),
        make_holder("Sy Stems", Role.SYSTEM_ADMIN),
    }  # fmt: skip
    for who in allowed | others:
        browser(who).get(f"/coaching/{note.id}", status=200 if who in allowed else 404)
        browser(who).get(f"/coaching/{draft.id}", status=200 if who == cleo else 404)
    for who in (allowed | others) - {cleo, top}:
        with pytest.raises(Refused):
            actions.write(ada, actor=who, said=said())


def test_a_former_manager_reads_only_what_they_wrote(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    own = make_note(ada, cleo)
    draft = make_draft(ada, cleo)
    placement = ada.placement()
    assert placement is not None
    placement.manager = ben
    db.session.commit()
    later = make_note(ada, ben)
    browser(cleo).get(f"/coaching/{own.id}")
    browser(cleo).get(f"/coaching/{later.id}", status=404)
    browser(ben).get(f"/coaching/{own.id}")
    with pytest.raises(Refused):
        actions.share(draft, actor=cleo)


def test_no_trail_letter_or_notice_says_what_was_seen(ada: User, cleo: User) -> None:
    note = make_note(ada, cleo)
    actions.answer(note, actor=ada, words=SEEN)
    db.session.commit()
    for table in (TrailEntry, LedgerEntry, Notice, SentMail):
        for row in db.session.scalars(sa.select(table)):
            told = " ".join(str(getattr(row, column.key)) for column in table.__table__.columns)
            assert SEEN not in told, table.__name__


def test_lists_take_as_many_statements_for_many_as_for_one(
    ada: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    make_builtin()
    [first, *_others] = queries.offered(ada)
    counts = []
    for more in (1, 5):
        for place in range(more):
            make_note(ada, cleo, said(levels={first.id: 2}))
            make_placement(make_user(f"Per Son {place}"), manager=cleo)
        for who, address in ((ada, "/coaching/"), (cleo, "/coaching/team")):
            browser(who).get(address)
            with count_queries() as statements:
                browser(who).get(address)
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20, counts
