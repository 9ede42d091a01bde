"""The same file published by two at once: one version, and the second finds nothing to do."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from tests.factories_catalogue import SMALL
from trainer.catalogue.actions import import_catalogue
from trainer.catalogue.comparing import known
from trainer.catalogue.importing import read
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.extensions import db
from trainer.web.transactions import unit_of_work


def publish(app: Flask, text: str) -> bool:
    with app.app_context(), unit_of_work():
        plan = read(text, source="small.yaml", known=known())
        return not import_catalogue(plan, actor=None).changes_nothing


def test_a_version_is_published_once_although_several_press_at_once(shared: Flask) -> None:
    texts = [SMALL, SMALL.replace("Fold the corners", "Fold every corner")]
    for number, text in enumerate(texts, start=1):
        with ThreadPoolExecutor(4) as people:
            did = list(people.map(lambda one: publish(shared, one), [text] * 4))
        assert sorted(did) == [False, False, False, True]
        newest = db.session.scalars(sa.select(sa.func.max(QualificationVersion.number))).one()
        assert newest == number
        db.session.rollback()
    numbers = db.session.execute(sa.select(UnitVersion.code, UnitVersion.number)).all()
    assert sorted(map(tuple, numbers)) == [("SM-1", 1), ("SM-2", 1), ("SM-3", 1), ("SM-3", 2)]
