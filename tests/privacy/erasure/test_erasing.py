"""Erasing somebody takes two, leaves a tombstone and every decision, and is refused while held."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from tests.browsing import Browser
from tests.factories import PASSWORD
from tests.factories_appraisals import make_appeal, make_appraisal
from tests.factories_appraisals import make_cast as make_appraisal_cast
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_registration,
    make_submission,
)
from tests.factories_certificates import make_certificate
from tests.factories_erasure import REASON, erase, propose
from tests.factories_people import make_holder, proof_of
from tests.factories_promotions import S, make_case, recommend, score
from tests.factories_promotions import make_cast as make_promotion_cast
from trainer.accounts.models import LoginSession, User
from trainer.accounts.proof import Proof
from trainer.appraisals.rules.appealing import AppraisalAppealStatus
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.assessments.models import Judgement
from trainer.audit import guards
from trainer.audit.models import LedgerEntry, SealedText, TrailEntry
from trainer.audit.verify import verify
from trainer.certificates.models import Certificate
from trainer.checks.running import run
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.files import actions as holding
from trainer.files.models import FileRemoval, Rule, usual_review
from trainer.files.retention import held_people
from trainer.logs.models import Revision, StoredFile
from trainer.notifications.models import Notice, SentMail
from trainer.people.models import Role
from trainer.people.policies import may_take_back
from trainer.privacy.erasure import actions
from trainer.privacy.erasure.emptying.columns import ERASED
from trainer.privacy.erasure.models import Erasure, ErasureStatus
from trainer.privacy.erasure.policies import is_free
from trainer.privacy.erasure.tasks import clear_away
from trainer.promotions.actions import appealing
from trainer.promotions.models import PromotionEntry
from trainer.registrations.models import Registration
from trainer.storage.store import Store


@pytest.fixture
def hana(app: Flask) -> User:
    """HR, who proposes."""
    return make_holder("Hana People", Role.HR, password=PASSWORD)


@pytest.fixture
def sam(app: Flask) -> User:
    """A system administrator, who confirms."""
    return make_holder("Sam System", Role.SYSTEM_ADMIN, password=PASSWORD)


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    """What Ada left: a registration with a judged photo, and she has left."""
    made = make_registration(ada, ben, cleo)
    criteria = criteria_of(made)
    judge(make_submission(made, criteria, files=1), criteria)
    ada.active = False
    db.session.commit()
    return made


def left_saying(words: str) -> list[str]:
    """Name every column of every table in which these words stand."""
    found = []
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            held = sa.cast(column, sa.Text).contains(words, autoescape=True)
            if db.session.scalar(sa.select(sa.func.count()).select_from(table).where(held)):
                found.append(str(column))
    return found


def test_a_tombstone_stands_where_the_name_stood(
    registration: Registration, ada: User, hana: User, sam: User
) -> None:
    number, email = ada.staff_number, "ada@example.org"
    ada.email = email
    db.session.add_all(
        [
            LoginSession(
                user_id=ada.id, token_hash="1" * 64, expires_at=clock.now(), ended_at=clock.now()
            ),
            Notice(user_id=hana.id, text="Ada Trainee sent evidence.", path="/"),
            SentMail(to=email, subject="Welcome, Ada Trainee", body="Good morning"),
        ]
    )
    db.session.commit()
    erasure = erase(ada, hana, sam)

    assert ada.name == f"Former member of staff {erasure.tombstone}"
    assert (ada.email, ada.password, ada.active) == (None, None, False)
    assert [left_saying(one) for one in ("Ada Trainee", number, email)] == [[], [], []]
    assert not may_take_back(sam, ada)
    assert db.session.scalars(sa.select(LoginSession)).all() == []
    assert erasure.status is ErasureStatus.DONE
    assert REASON not in (erasure.reason, *db.session.scalars(sa.select(SealedText.text)))


def test_decisions_and_the_chain_stay_as_they_were(
    registration: Registration, ada: User, hana: User, sam: User
) -> None:
    before = db.session.execute(
        sa.select(Judgement.id, Judgement.judge_id, Judgement.outcome, Judgement.decided_at)
    ).all()
    links = db.session.execute(
        sa.select(LedgerEntry.seq, LedgerEntry.hash).order_by(LedgerEntry.seq)
    ).all()
    erase(ada, hana, sam)

    assert (
        before
        == db.session.execute(
            sa.select(Judgement.id, Judgement.judge_id, Judgement.outcome, Judgement.decided_at)
        ).all()
    )
    now = db.session.execute(
        sa.select(LedgerEntry.seq, LedgerEntry.hash).order_by(LedgerEntry.seq)
    ).all()
    assert now[: len(links)] == links
    assert verify() == []
    feedback = set(db.session.scalars(sa.select(Judgement.feedback)))
    assert feedback <= {ERASED, ""}
    assert set(db.session.scalars(sa.select(Revision.what))) == {ERASED}


def test_files_go_and_their_fingerprints_stay(
    registration: Registration, ada: User, hana: User, sam: User, app: Flask
) -> None:
    file = db.session.scalars(sa.select(StoredFile)).one()
    key, sha256 = file.key, file.sha256
    store: Store = app.extensions["store"]
    assert store.exists(key)
    erase(ada, hana, sam)
    clear_away([key], store, app.extensions["trainer"])

    removal = db.session.scalars(sa.select(FileRemoval)).one()
    assert (removal.rule, removal.sha256) == (Rule.ERASED, sha256)
    assert not store.exists(key)
    assert [one for one in run() if one.invariant != "INV28"] == []


def test_nothing_of_anybody_else_changes(
    registration: Registration, ada: User, ben: User, cleo: User, hana: User, sam: User, eve: User
) -> None:
    other = make_registration(eve, ben, cleo)
    criteria = criteria_of(other)
    judge(make_submission(other, criteria, files=1), criteria)
    db.session.commit()
    theirs = (
        sa.select(Revision.what, Revision.title)
        .join(Revision.item)
        .where(Revision.item.property.mapper.class_.owner_id == eve.id)
    )
    before = db.session.execute(theirs).all()
    erase(ada, hana, sam)

    assert before == db.session.execute(theirs).all()
    assert before
    assert (eve.name, ben.name) == ("Eve Outsider", "Ben Assessor")
    kept = db.session.scalars(sa.select(StoredFile).where(StoredFile.owner_id == eve.id)).one()
    assert kept.removed_at is None


def test_it_takes_two(registration: Registration, ada: User, hana: User, sam: User) -> None:
    erasure = propose(ada, hana)
    with pytest.raises(Refused, match="another"):
        actions.confirm(erasure, actor=hana, proof=proof_of(hana))
    db.session.rollback()
    with pytest.raises(Refused, match="password"):
        actions.confirm(erasure, actor=sam, proof=Proof(hana.id, clock.now()))
    db.session.rollback()
    with pytest.raises(Refused, match="proposed already"):
        propose(ada, sam)
    db.session.rollback()
    with pytest.raises(DatabaseError):
        db.session.execute(sa.update(Erasure).values(status="done", decided_by_id=hana.id))
    db.session.rollback()
    assert ada.name == "Ada Trainee"


def test_a_hold_refuses_and_the_refusal_is_on_record(
    registration: Registration, ada: User, hana: User, sam: User, browser: Browser
) -> None:
    tess = make_holder("Tess Admin", Role.TRAINING_ADMIN)
    erasure = propose(ada, hana)
    holding.place_hold(
        ada, actor=tess, reason="A claim is before the tribunal.", review_on=usual_review()
    )
    db.session.commit()
    with pytest.raises(Refused, match="hold stands"):
        actions.confirm(erasure, actor=sam, proof=proof_of(sam))
    db.session.rollback()

    form = {"password": PASSWORD, "is_final": "y"}
    answer = browser(sam).post(f"/erasures/{erasure.id}", status=403, **form)
    assert "A hold stands" in answer.html
    refusal = db.session.scalars(
        sa.select(TrailEntry).where(TrailEntry.kind == "ErasureRefused")
    ).one()
    assert (refusal.actor_id, refusal.subject_id) == (sam.id, ada.id)
    assert ada.name == "Ada Trainee"


def test_open_appeals_against_appraisals_and_promotions_refuse(app: Flask) -> None:
    people = make_appraisal_cast()
    reviewed = make_appraisal(people, AppraisalStage.REVIEWED)
    appeal = make_appeal(reviewed, people)
    cast = make_promotion_cast()
    case = make_case(cast, S.PANEL)
    score(case, cast.chair)
    score(case, cast.second)
    recommend(case, cast, S.NOT_RECOMMENDED)
    appealing.appeal(case, actor=cast.ada, words="They read the wrong rota.")
    db.session.commit()
    for person in (people.person, cast.ada):
        assert "appeal of theirs is open" in is_free(person).reason
        assert person.id in held_people()

    appeal.status, appeal.due_on = AppraisalAppealStatus.ANSWERED, clock.today()
    db.session.commit()
    assert not is_free(people.person)
    appeal.due_on -= timedelta(days=1)
    db.session.commit()
    assert is_free(people.person)


def test_only_who_left_can_be_erased(ada: User, hana: User, sam: User, eve: User) -> None:
    with pytest.raises(Refused, match="works here"):
        propose(ada, hana)
    db.session.rollback()
    ada.active = False
    db.session.commit()
    with pytest.raises(Refused, match="HR and system"):
        propose(ada, eve)
    db.session.rollback()
    with pytest.raises(Unacceptable, match="Say why"):
        propose(ada, hana, " ")


def test_the_guards_are_open_for_it_alone(
    registration: Registration, ada: User, hana: User, sam: User
) -> None:
    erase(ada, hana, sam)
    for statement in (
        sa.update(Judgement).values(feedback="better"),
        sa.update(Revision).values(what="other"),
        sa.update(StoredFile).values(name="other"),
    ):
        with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
            db.session.execute(statement)
    db.session.execute(sa.update(Erasure).values(is_under_way=True))
    with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
        db.session.execute(sa.update(LedgerEntry).values(body="{}"))
    with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
        db.session.execute(sa.delete(Judgement))
    assert guards.missing(db.session.connection()) == []


def test_words_of_a_promotion_case_go(app: Flask) -> None:
    cast = make_promotion_cast()
    case = make_case(cast, S.APPROVED)
    cast.ada.active = False
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PromotionEntry))
    erase(cast.ada, cast.hr, cast.hr_too)

    assert set(db.session.scalars(sa.select(PromotionEntry.words))) <= {ERASED, ""}
    assert verify() == []
    assert case.person.name.startswith("Former member of staff")
    assert [one.says for one in run() if one.invariant in {"INV7", "INV20", "INV29"}] == []


def test_a_certificate_can_be_checked_and_names_nobody(
    ada: User, hana: User, sam: User, browser: Browser
) -> None:
    certificate = make_certificate(ada)
    code, number = certificate.code, certificate.number
    ada.active = False
    db.session.commit()
    erase(ada, hana, sam)

    kept = db.session.scalars(sa.select(Certificate)).one()
    assert (kept.code, kept.number, kept.pdf_key) == (code, number, None)
    page = browser().get(f"/v/{code}").html
    assert number in page
    assert "Former member of staff" in page
    assert "Ada" not in page
    assert [one.says for one in run() if one.invariant in {"INV14", "INV15", "INV17"}] == []


def test_by_pages_from_proposal_to_tombstone(
    registration: Registration, ada: User, hana: User, sam: User, browser: Browser
) -> None:
    hr, system = browser(hana), browser(sam)
    hr.post("/erasures", staff_number=ada.staff_number)
    page = hr.get(f"/people/{ada.id}/erase").html
    assert "What goes" in page
    assert "What stays, and why" in page
    hr.post(f"/people/{ada.id}/erase", ground="asked", reason=REASON, password=PASSWORD)
    erasure = db.session.scalars(sa.select(Erasure)).one()
    address = f"/erasures/{erasure.id}"
    assert "You proposed it" in hr.get(address).html
    assert REASON in system.get(address).html
    system.post(address, status=422, password=PASSWORD)
    system.post(address, password=PASSWORD, is_final="y")
    assert ada.erased_at is not None
    assert "is erased" in system.get(address).html


def test_somebody_can_be_left_as_they_are(
    registration: Registration, ada: User, hana: User, sam: User, browser: Browser
) -> None:
    erasure = propose(ada, hana)
    browser(sam).post(f"/erasures/{erasure.id}/drop", words="She took it back.")
    assert erasure.status is ErasureStatus.DROPPED
    assert "She took it back." in browser(sam).get(f"/erasures/{erasure.id}").html
    assert ada.name == "Ada Trainee"
    assert propose(ada, sam).status is ErasureStatus.PROPOSED


def test_a_number_nobody_has_is_said_beside_the_list_of_ones_own_proposals(
    ada: User, hana: User, browser: Browser
) -> None:
    ada.active = False
    db.session.commit()
    propose(ada, hana)
    page = browser(hana).post("/erasures", status=422, staff_number="和製漢語")
    assert "Nobody has staff number 和製漢語." in page.html
    assert "Ada Trainee" in page.html
