"""Writing the next version: kept as typed, never over somebody else's work, published once."""

import sqlalchemy as sa

from tests.browsing import Browser, Visitor
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from tests.versions.desk import begun, begun_whole, confirm_and_publish, keep
from trainer.accounts.models import User
from trainer.catalogue.lineage import Fate
from trainer.catalogue.lineage.models import CriterionLine
from trainer.catalogue.models import UnitVersion
from trainer.extensions import db
from trainer.versions.models import Draft


def numbers(draft: Draft) -> list[str]:
    db.session.expire_all()
    return [one["number"] for outcome in draft.content["outcomes"] for one in outcome["criteria"]]


def test_a_unit_is_edited_looked_through_and_published(admin: Visitor) -> None:
    draft = begun(admin)
    key = unit_of("SM-1").criteria[1].identifier
    keep(admin, draft, f"c-{key}", text="Say hello first and before")
    keep(admin, draft, f"c-{key}", do="add:c")
    new = draft.content["outcomes"][0]["criteria"][2]["key"]
    keep(admin, draft, f"c-{new}", text="Thank them")
    assert numbers(draft) == ["1.1", "1.2", "1.3"]
    confirm_and_publish(admin, draft)
    second = unit_of("SM-1", 2)
    assert [one.text for one in second.criteria][1:] == ["Say hello first and before", "Thank them"]
    lines = db.session.scalars(sa.select(CriterionLine).order_by(CriterionLine.position)).all()
    assert [one.fate for one in lines] == [Fate.SAME, Fate.REWORDED, Fate.NEW]
    assert all(one.confirmed for one in lines)
    assert version_of("small-scheme").number == 2


def test_an_administrator_corrects_the_lineage(admin: Visitor) -> None:
    draft = begun(admin)
    key = unit_of("SM-1").criteria[1].identifier
    keep(admin, draft, f"c-{key}", text="Say helo first")
    confirm_and_publish(admin, draft, **{f"same-{key}": "on"})
    fates = db.session.scalars(sa.select(CriterionLine.fate)).all()
    assert list(fates) == [Fate.SAME, Fate.SAME]


def test_lineage_is_looked_through_again_after_another_edit(admin: Visitor) -> None:
    draft = begun(admin)
    key = unit_of("SM-1").criteria[1].identifier
    keep(admin, draft, f"c-{key}", text="Say hello first and before")
    address = f"/catalogue/drafts/{draft.id}/publish"
    admin.post(address, **{**admin.get(address).form("main form"), "do": "confirm"})
    keep(admin, draft, f"c-{key}", text="Say goodbye")
    admin.post(address, 422, version=draft.row_version, do="publish")
    assert db.session.scalar(sa.select(sa.func.max(UnitVersion.number))) == 1


def test_it_is_published_once_even_if_two_press(admin: Visitor) -> None:
    draft = begun(admin)
    keep(admin, draft, "facts", title="Greeting people")
    confirm_and_publish(admin, draft)
    admin.post(f"/catalogue/drafts/{draft.id}/publish", 409, version=draft.row_version)
    assert db.session.scalar(sa.select(sa.func.max(UnitVersion.number))) == 2


def test_what_a_file_published_meanwhile_is_not_overtaken(admin: Visitor) -> None:
    draft = begun(admin)
    keep(admin, draft, "facts", title="Greeting people")
    bring_in(SMALL.replace("Say hello first", "Say hello first and before"))
    address = f"/catalogue/drafts/{draft.id}/publish"
    admin.post(address, **{**admin.get(address).form("main form"), "do": "confirm"})
    db.session.expire_all()
    admin.post(address, 409, version=draft.row_version, do="publish")


def test_moving_putting_and_numbering(admin: Visitor) -> None:
    draft = begun(admin)
    first, second = (one.identifier for one in unit_of("SM-1").criteria)
    keep(admin, draft, "facts", do=f"down:c-{first}")
    assert numbers(draft) == ["1.2", "1.1"]
    keep(admin, draft, "facts", do="number")
    assert numbers(draft) == ["1.1", "1.2"]
    keep(admin, draft, f"c-{first}", do=f"put:c-{first}:before:c-{second}")
    assert draft.content["outcomes"][0]["criteria"][0]["key"] == first


def test_a_structure_that_cannot_be_satisfied_is_refused_and_says_why(admin: Visitor) -> None:
    draft = begun_whole(admin)
    keep(admin, draft, "r-old1", min="9")
    address = f"/catalogue/drafts/{draft.id}/publish"
    assert "Your choice" in admin.get(address).text("main")
    admin.post(address, 422, version=draft.row_version, do="publish")
    keep(admin, draft, "r-old1", min="2")
    keep(admin, draft, "g-old1", title="Both of these")
    admin.post(address, version=draft.row_version, do="publish")
    assert version_of("small-scheme").groups[1].title == "Both of these"
    assert version_of("small-scheme").number == 2


def test_a_rule_is_asked_for_what_its_kind_needs(admin: Visitor) -> None:
    draft = begun_whole(admin)
    keep(admin, draft, "r-old1", 422, type="min_credit_at_level", level="")
    keep(admin, draft, "r-old1", type="total_min_units", min="2")
    assert draft.content["rules"][1] == {"key": "old1", "type": "total_min_units", "min": 2}


def test_drafts_are_for_administrators_and_one_of_each_is_open(
    admin: Visitor, browser: Browser, eve: User
) -> None:
    draft = begun(admin)
    assert begun(admin).id == draft.id
    assert admin.get("/catalogue/drafts").texts(".list-row .name") == ["Greet people"]
    for address in ("/catalogue/drafts", f"/catalogue/drafts/{draft.id}"):
        browser(eve).get(address, status=404)
    browser(eve).post(f"/catalogue/units/{unit_of('SM-2').id}/draft", 404)
    admin.post(f"/catalogue/drafts/{draft.id}/discard", version=draft.row_version)
    admin.get(f"/catalogue/drafts/{draft.id}", status=409)
