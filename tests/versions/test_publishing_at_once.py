"""One draft published by several at once: one version comes out, the others are told."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.factories_catalogue import bring_in, unit_of
from tests.factories_register import make_admin
from tests.versions.desk import begun, keep, press
from trainer.catalogue.models import UnitVersion
from trainer.extensions import db


def test_a_draft_becomes_one_version_although_several_press_at_once(shared: Flask) -> None:
    bring_in()
    browser = Browser(shared)
    people = [browser(make_admin(f"Tess {number}")) for number in range(4)]
    draft = begun(people[0])
    keep(people[0], draft, "facts", title="Greeting people")
    press(people[0], draft, "confirm")
    address = f"/catalogue/drafts/{draft.id}/publish"
    form = {**people[0].get(address).form(), "do": "publish"}
    db.session.remove()

    def publish(person: int) -> tuple[int, str]:
        answer = people[person].client.post(address, data=form)
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(4) as presses:
        answers = list(presses.map(publish, range(4)))
    assert sorted(status for status, _page in answers) == [303, 409, 409, 409]
    assert all("published" in page for status, page in answers if status == 409)
    numbers = sa.select(UnitVersion.number).where(UnitVersion.code == "SM-1")
    assert sorted(db.session.scalars(numbers)) == [1, 2]
    assert unit_of("SM-1", 2).title == "Greeting people"
