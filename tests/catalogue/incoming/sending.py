"""Sending a file through the page, and letting the job worker have its turn."""

from io import BytesIO
from typing import Any

import sqlalchemy as sa

from tests.browsing import Browser, Page
from tests.factories_catalogue import SMALL
from trainer import worker
from trainer.accounts.models import User
from trainer.catalogue.incoming.models import IncomingFile
from trainer.catalogue.models import QualificationVersion
from trainer.extensions import db


def sent(browser: Browser, who: User, data: str | bytes = SMALL, name: str = "small.yaml") -> str:
    """Send a file; return the address of its page."""
    body = data.encode() if isinstance(data, str) else data
    answer = browser(who).post("/catalogue/import", file=(BytesIO(body), name)).response
    return str(answer.headers["Location"])


def looked_into(
    browser: Browser, who: User, data: str | bytes = SMALL, name: str = "small.yaml"
) -> Page:
    """Send a file, let it be read, and open its page."""
    address = sent(browser, who, data, name)
    worker.sweep()
    page = browser(who).get(address)
    page.check_hygiene()
    return page


def confirmed(browser: Browser, who: User, page: Page, **more: str) -> Page:
    """Say yes to what the page shows, let it be published, and open the page again."""
    form = page.one("main form")
    fields: dict[str, Any] = {**page.form("main form"), **more}
    browser(who).post(form.get("action"), **fields)
    worker.sweep()
    return browser(who).get(form.get("action"))


def the_file() -> IncomingFile:
    return db.session.scalars(sa.select(IncomingFile)).one()


def published() -> int | None:
    return db.session.scalar(sa.select(sa.func.count(QualificationVersion.id)))
