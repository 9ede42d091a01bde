"""What is open to programs that do not sign in: only what an administrator opened, never licensed."""

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from tests.factories_register import make_admin
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.catalogue import actions
from trainer.catalogue.importing.identifiers import turned
from trainer.core.errors import Refused
from trainer.extensions import db

BASE = "/ims/case/v1p1"
LICENSED = SMALL.replace("wording: own", "wording: licensed", 1)


def fetched(browser: Browser, path: str, **headers: str) -> TestResponse:
    return browser().client.get(f"{BASE}/{path}", headers=headers)


def paths() -> list[str]:
    """Every address at which something of the scheme is shown."""
    unit = unit_of("SM-1").unit.identifier
    scheme = version_of("small-scheme").qualification.identifier
    return [
        f"CFDocuments/{scheme}",
        f"CFPackages/{scheme}",
        f"CFItems/{unit}",
        f"CFItemAssociations/{unit}",
        f"CFAssociations/{turned(unit)}",
        f"CFItems/{unit_of('SM-1').criteria[0].identifier}",
    ]


def opened() -> None:
    actions.open_to_everyone(version_of("small-scheme"), actor=make_admin())
    db.session.commit()


def test_nothing_is_open_until_somebody_opens_it(browser: Browser) -> None:
    bring_in()
    for path in paths():
        answer = fetched(browser, path)
        assert answer.status_code == 404
        assert "those who sign in" in answer.get_json()["imsx_description"]
        assert answer.headers["Cache-Control"] == "no-store"
    answer = fetched(browser, "CFDocuments")
    assert (answer.get_json(), answer.headers["X-Total-Count"]) == ({"CFDocuments": []}, "0")


def test_what_is_open_is_read_by_everyone_and_may_be_kept(browser: Browser) -> None:
    bring_in()
    opened()
    for path in [*paths(), "CFDocuments"]:
        answer = fetched(browser, path)
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in answer.headers
    assert len(fetched(browser, "CFDocuments").get_json()["CFDocuments"]) == 1


def test_what_has_not_changed_is_not_sent_again(browser: Browser) -> None:
    bring_in()
    opened()
    for path in paths():
        tag = fetched(browser, path).headers["ETag"]
        again = fetched(browser, path, **{"If-None-Match": tag})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["ETag"] == tag
    tag = fetched(browser, paths()[1]).headers["ETag"]
    dated = "number: 601/3562/1, registration_ends: 2027-12-31}"
    bring_in(SMALL.replace("number: 601/3562/1}", dated).replace("Small schemes", "Our schemes"))
    assert fetched(browser, paths()[1], **{"If-None-Match": tag}).status_code == 200


def test_licensed_wording_is_never_opened_and_what_becomes_licensed_closes_by_itself(
    browser: Browser,
) -> None:
    bring_in(LICENSED)
    tess = make_admin()
    with pytest.raises(Refused, match="licensed to your organisation"):
        actions.open_to_everyone(version_of("small-scheme"), actor=tess)
    bring_in()
    actions.open_to_everyone(version_of("small-scheme"), actor=tess)
    db.session.commit()
    assert fetched(browser, paths()[1]).status_code == 200
    bring_in(LICENSED.replace("Greet people", "Greet everyone"))
    assert fetched(browser, paths()[1]).status_code == 404
    page = browser(tess).get(f"/catalogue/qualifications/{version_of('small-scheme').id}")
    assert "Only programs that sign in" in page.text("aside")
    assert "licensed to your organisation" in page.text("aside")


def test_a_page_opens_and_closes(browser: Browser, eve: User) -> None:
    bring_in()
    tess = make_admin()
    address = f"/catalogue/qualifications/{version_of('small-scheme').id}"
    assert not browser(eve).get(address).all("aside form")
    for word, status in (("open", 200), ("close", 404)):
        browser(eve).post(f"{address}/{word}", status=404)
        form = browser(tess).get(address).one("aside form")
        assert form.get("action") == f"{address}/{word}"
        for _time in range(2):
            browser(tess).post(form.get("action"))
        assert fetched(browser, paths()[1]).status_code == status
    told = db.session.scalars(
        sa.select(TrailEntry.kind)
        .where(TrailEntry.kind.endswith("ToEveryone"))
        .order_by(TrailEntry.id)
    ).all()
    assert told == ["OpenedToEveryone", "ClosedToEveryone"]


def test_only_a_training_administrator_opens(app: object, eve: User) -> None:
    bring_in()
    for action in (actions.open_to_everyone, actions.close_to_everyone):
        with pytest.raises(Refused):
            action(version_of("small-scheme"), actor=eve)
