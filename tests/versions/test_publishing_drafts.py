"""Publishing a draft: what was typed counts, what is wrong is said beside its field."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser, Visitor
from tests.factories_catalogue import unit_of
from tests.factories_register import make_admin
from tests.versions.desk import begun, confirm_and_publish, keep, press
from trainer.audit.models import TrailEntry
from trainer.catalogue.lineage import Fate
from trainer.catalogue.lineage.models import CriterionLine
from trainer.catalogue.models import UnitVersion
from trainer.extensions import db
from trainer.versions.models import Draft, DraftStatus


@pytest.fixture
def reworded(admin: Visitor) -> Draft:
    draft = begun(admin)
    keep(admin, draft, f"c-{second()}", text="Say hello first and before")
    return draft


def first() -> str:
    return unit_of("SM-1").criteria[0].identifier


def second() -> str:
    return unit_of("SM-1").criteria[1].identifier


def fates() -> list[Fate]:
    return list(
        db.session.scalars(sa.select(CriterionLine.fate).order_by(CriterionLine.position)).all()
    )


def test_what_was_changed_after_the_yes_is_published_too(admin: Visitor, reworded: Draft) -> None:
    press(admin, reworded, "confirm")
    press(admin, reworded, "publish", **{f"same-{second()}": "y"})
    assert fates() == [Fate.SAME, Fate.SAME]


def test_nothing_is_published_before_somebody_said_that_it_is_right(
    admin: Visitor, reworded: Draft
) -> None:
    page = press(admin, reworded, "publish", 422, **{f"from-{second()}": ""})
    assert "Look through what became of each criterion first." in page.text("main")
    assert page.form()[f"from-{second()}"] == ""
    assert reworded.status is DraftStatus.OPEN


@pytest.mark.parametrize("do", ["confirm", "publish"])
def test_a_number_nothing_has_is_named_beside_its_field(
    admin: Visitor, reworded: Draft, do: str
) -> None:
    press(admin, reworded, "confirm")
    typed = {f"from-{second()}": "1.2, 7.7", f"from-{first()}": "1.2"}
    page = press(admin, reworded, do, 422, **typed)
    assert (
        page.texts(".error-text")
        == [
            "1.2: the version before has no criterion 7.7. It has 1.1, 1.2.",
            "1.1: tick this only where it comes from one criterion that nothing else comes from.",
        ][::-1]
    )
    assert page.form().items() >= typed.items()
    assert reworded.lineage["origins"][second()] == [second()]
    assert reworded.status is DraftStatus.OPEN


def test_what_was_typed_stays_although_the_draft_was_changed_meanwhile(
    admin: Visitor, browser: Browser, reworded: Draft
) -> None:
    press(admin, reworded, "confirm")
    address = f"/catalogue/drafts/{reworded.id}/publish"
    form = {**admin.get(address).form(), "do": "publish", f"from-{second()}": ""}
    other = browser(make_admin("Olu Other"))
    keep(other, reworded, f"c-{first()}", text="Look up at once")
    page = admin.post(address, 409, **form)
    assert "Olu Other changed this draft" in page.texts("main .note")[0]
    assert "Look up at once" in page.text("main tbody")
    assert page.form()[f"from-{second()}"] == ""
    admin.post(address, **{**page.form(), "do": "confirm"})
    db.session.expire_all()
    assert reworded.lineage["origins"][second()] == []
    press(admin, reworded, "publish")
    assert Fate.NEW in fates()


def test_search_finds_what_the_editor_published(admin: Visitor, reworded: Draft) -> None:
    keep(admin, reworded, "facts", title="Receive visitors")
    assert "Receive visitors" not in admin.get("/catalogue?words=receive").text("main")
    confirm_and_publish(admin, reworded)
    assert "Receive visitors" in admin.get("/catalogue?words=receive").text("main")
    told = sa.select(TrailEntry.body).where(TrailEntry.kind == "CataloguePublished")
    sources = [one["source"] for one in db.session.scalars(told)]
    assert sources.count(f"draft {reworded.id}") == 2, "the unit, and the scheme that lists it"


def test_nothing_changed_is_nothing_to_publish(admin: Visitor) -> None:
    draft = begun(admin)
    press(admin, draft, "confirm")
    assert "Nothing differs from version 1" in press(admin, draft, "publish", 422).text("main")
    assert db.session.scalar(sa.select(sa.func.max(UnitVersion.number))) == 1


def test_a_draft_is_discarded_only_after_asking(admin: Visitor) -> None:
    draft = begun(admin)
    address = f"/catalogue/drafts/{draft.id}/discard"
    assert "Everything written in this draft goes" in admin.get(address).text("main")
    assert draft.status is DraftStatus.OPEN
    admin.post(address, **admin.get(address).form())
    db.session.expire_all()
    assert draft.status is DraftStatus.DISCARDED
