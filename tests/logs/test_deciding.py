"""Submitting, revising, withdrawing, bringing back and copying: the moves of an entry."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_logs import STORY, make_attached, make_entry, make_goal, make_submitted
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs import actions, sharing
from trainer.logs.content import content_hash
from trainer.logs.models import Activity, EvidenceStatus, Framework, Item, Revision


def trail() -> list[str]:
    kinds = db.session.scalars(sa.select(TrailEntry.kind).order_by(TrailEntry.id))
    return [kind for kind in kinds if kind != "SignedIn"]


def state(item: Item) -> EvidenceStatus:
    return item.status


def ready(owner: User, **words: object) -> Revision:
    revision = make_entry(owner, **words)  # type: ignore[arg-type]
    unit = make_goal(owner)
    actions.link(revision, actor=owner, criteria=[unit.criteria[0].id])
    return revision


def test_submitting_freezes_words_files_and_criteria(ada: User) -> None:
    revision = ready(ada)
    make_attached(revision)
    actions.freeze(revision.item, actor=ada)
    db.session.commit()
    assert revision.item.status is EvidenceStatus.SUBMITTED
    assert revision.is_frozen
    line = db.session.scalars(
        sa.select(TrailEntry).where(TrailEntry.kind == "RevisionFrozen")
    ).one()
    assert line.body["content_hash"] == content_hash(revision)
    with pytest.raises(Refused):
        actions.set_links(revision, actor=ada, notes={})


def test_an_empty_entry_is_not_submitted(ada: User) -> None:
    revision = ready(ada, what="")
    with pytest.raises(Refused, match="Say what happened"):
        actions.freeze(revision.item, actor=ada)


def test_an_entry_without_criteria_is_not_submitted(ada: User) -> None:
    revision = make_entry(ada)
    with pytest.raises(Refused, match="Link at least one criterion"):
        actions.freeze(revision.item, actor=ada)


@pytest.mark.parametrize("words", [{"kept_at": "In the till book"}, {"so_what": "It mattered."}])
def test_a_note_of_where_it_is_kept_is_enough(ada: User, words: dict[str, str]) -> None:
    revision = ready(ada, what="", **words)
    actions.freeze(revision.item, actor=ada)


def test_nothing_is_submitted_twice_or_by_somebody_else(ada: User, ben: User) -> None:
    item = ready(ada).item
    with pytest.raises(Refused):
        actions.freeze(item, actor=ben)
    actions.freeze(item, actor=ada)
    with pytest.raises(Refused, match="stays as it is"):
        actions.freeze(item, actor=ada)


def test_the_next_revision_begins_with_everything_of_the_last(browser: Browser, ada: User) -> None:
    revision = ready(ada, minutes=35, place="Till four")
    make_attached(revision)
    item = revision.item
    actions.freeze(item, actor=ada)
    db.session.commit()
    led = browser(ada).post(f"/log/{item.id}/revise")
    second = actions.latest(item)
    assert led.response.location == f"/log/{item.id}/edit"
    assert (item.status, second.number) == (EvidenceStatus.DRAFT, 2)
    assert (second.what, second.minutes, second.place) == (STORY, 35, "Till four")
    assert [one.file_id for one in second.files] == [one.file_id for one in revision.files]
    assert [one.criterion_id for one in second.links] == [
        one.criterion_id for one in revision.links
    ]
    browser(ada).post(f"/log/{item.id}/edit", what="Better words.")
    assert (revision.what, second.what) == (STORY, "Better words.")
    assert "revision 2" in browser(ada).get("/log").text("main")


def test_only_what_was_submitted_is_revised(ada: User, ben: User) -> None:
    with pytest.raises(Refused, match="Only what was submitted"):
        actions.revise(make_entry(ada).item, actor=ada)
    with pytest.raises(Refused, match="whose log this is"):
        actions.revise(make_submitted(ada), actor=ben)


def test_withdrawing_asks_first(browser: Browser, ada: User) -> None:
    item = make_submitted(ada)
    page = browser(ada).get(f"/log/{item.id}/withdraw")
    assert page.text("h1") == "Withdraw E001?"
    assert state(item) is EvidenceStatus.SUBMITTED
    browser(ada).post(f"/log/{item.id}/withdraw", **page.form())
    browser(ada).post(f"/log/{item.id}/withdraw", **page.form())
    assert state(item) is EvidenceStatus.WITHDRAWN
    assert trail().count("Withdrawn") == 1
    assert "Half an order" not in browser(ada).get("/log").text("main")
    assert "Half an order" in browser(ada).get("/log?state=withdrawn").text("main")


def test_withdrawing_again_says_that_it_is_done(browser: Browser, ada: User) -> None:
    item = make_submitted(ada)
    actions.withdraw(item, actor=ada)
    db.session.commit()
    page = browser(ada).get(f"/log/{item.id}/withdraw")
    assert "withdrawn or set aside already" in page.text(".note-stop")
    browser(ada).post(f"/log/{item.id}/withdraw", status=403)


def test_a_withdrawn_draft_comes_back_as_it_was(browser: Browser, ada: User) -> None:
    revision = make_entry(ada)
    actions.withdraw(revision.item, actor=ada)
    db.session.commit()
    browser(ada).post(f"/log/{revision.item_id}/edit", status=403, what="More")
    browser(ada).post(f"/log/{revision.item_id}/bring-back")
    assert revision.item.status is EvidenceStatus.DRAFT
    assert actions.latest(revision.item).id == revision.id


def test_what_was_submitted_comes_back_in_a_new_revision(ada: User) -> None:
    item = make_submitted(ada)
    actions.withdraw(item, actor=ada)
    revision = actions.bring_back(item, actor=ada)
    assert (revision.number, revision.what, revision.is_frozen) == (2, STORY, False)
    assert trail()[-2:] == ["Withdrawn", "BroughtBack"]


def test_only_the_owner_takes_back_and_brings_back(ada: User, ben: User) -> None:
    item = make_entry(ada).item
    with pytest.raises(Refused, match="whose log this is"):
        actions.withdraw(item, actor=ben)
    with pytest.raises(Refused, match="Only what was withdrawn"):
        actions.bring_back(item, actor=ada)
    actions.withdraw(item, actor=ada)
    with pytest.raises(Refused, match="whose log this is"):
        actions.bring_back(item, actor=ben)


def test_what_is_void_stays_void(ada: User) -> None:
    item = make_submitted(ada)
    item.move_to(EvidenceStatus.VOID)
    for action in (actions.withdraw, actions.revise, actions.bring_back):
        with pytest.raises(Refused):
            action(item, actor=ada)


def test_another_like_it_has_the_sort_of_moment_and_no_word_day_or_file(
    browser: Browser, ada: User
) -> None:
    revision = ready(
        ada, minutes=35, place="Till four", activity=Activity.PHONE_CALL, framework=Framework.STAR
    )
    revision.links[0].note = "in the second line"
    make_attached(revision)
    claimed = [link.criterion_id for link in revision.links]
    db.session.commit()
    form = browser(ada).get(f"/log/{revision.item_id}").form("form[action$=copy]")
    for _press in range(2):
        led = browser(ada).post(f"/log/{revision.item_id}/copy", **form)
    items = db.session.scalars(sa.select(Item).order_by(Item.number)).all()
    assert [item.label for item in items] == ["E001", "E002"]
    another = actions.latest(items[1])
    assert led.response.location == f"/log/{items[1].id}/edit"
    assert (another.activity, another.place) == (Activity.PHONE_CALL, "Till four")
    assert another.framework is Framework.STAR
    assert [(one.criterion_id, one.note) for one in another.links] == [(claimed[0], "")]
    assert (another.title, another.what, another.details, another.files) == ("", "", {}, [])
    assert (another.minutes, another.happened_on) == (None, None)


@pytest.mark.parametrize("move", ["freeze", "withdraw"])
def test_another_like_it_claims_only_what_is_still_worked_towards(ada: User, move: str) -> None:
    revision, other = ready(ada), make_goal(ada)
    actions.link(revision, actor=ada, criteria=[other.criteria[0].id])
    getattr(actions, move)(revision.item, actor=ada)
    sharing.set_goal_units(user=ada, units=[], source=f"test:{other.id}")
    db.session.commit()
    another = actions.copy_forward(revision.item, actor=ada, client_key="k" * 36)
    assert len(another.links) == 1
    assert another.links[0].criterion_id != other.criteria[0].id


def test_nobody_copies_from_somebody_else(ada: User, ben: User) -> None:
    with pytest.raises(Refused, match="whose log this is"):
        actions.copy_forward(make_entry(ada).item, actor=ben, client_key="k" * 36)


def test_links_are_told_only_when_they_change(ada: User) -> None:
    revision, unit = make_entry(ada), make_goal(ada)
    first, second = (criterion.id for criterion in unit.criteria)
    actions.set_links(revision, actor=ada, notes={first: "third sentence"})
    actions.set_links(revision, actor=ada, notes={first: "fourth sentence"})
    actions.set_links(revision, actor=ada, notes={second: ""})
    db.session.commit()
    assert [(one.criterion_id, one.note) for one in revision.links] == [(second, "")]
    assert trail() == ["CriteriaLinked", "CriteriaLinked"]


def test_a_criterion_one_doesn_t_work_towards_is_refused(ada: User, ben: User) -> None:
    revision, unit = make_entry(ada), make_goal(ben)
    with pytest.raises(Unacceptable, match="a unit you work towards"):
        actions.link(revision, actor=ada, criteria=[unit.criteria[0].id])


def test_a_link_stays_when_the_unit_is_no_goal_any_more(browser: Browser, ada: User) -> None:
    revision = ready(ada)
    db.session.execute(sa.text("DELETE FROM goal_units"))
    db.session.commit()
    page = browser(ada).get(f"/log/{revision.item_id}/edit")
    assert len(page.all("input[name=criteria][checked]")) == 1
    browser(ada).post(f"/log/{revision.item_id}/edit", **page.form())
    assert len(revision.links) == 1


def test_the_desk_s_submit_keeps_the_words_and_leads_to_the_declaration(
    browser: Browser, ada: User
) -> None:
    revision = ready(ada)
    db.session.commit()
    links = [one.criterion_id for one in revision.links]
    led = browser(ada).post(
        f"/log/{revision.item_id}/edit", what="Last words.", criteria=links, then="submit"
    )
    assert led.response.location == f"/log/{revision.item_id}/submit"
    assert (revision.what, revision.is_frozen) == ("Last words.", False)
