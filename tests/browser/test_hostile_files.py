"""Files that carry a script, had they got past every check: opened in the browser, nothing runs."""

import pytest
import sqlalchemy as sa
from flask_security.utils import hash_password
from playwright.sync_api import Browser, Dialog, Error, Page

from tests.browser.live import Live
from tests.factories import PASSWORD
from tests.storage import papers
from trainer.accounts import actions as accounts
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs import attaching
from trainer.logs.models import StoredFile
from trainer.storage.kinds import Inspected, Kind
from trainer.storage.uploads import Upload
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.browser

RUNS = "document.title = 'ran'; new Image().src = '/ran'; alert('ran')"
PAGE = f"<!doctype html><title>calm</title><script>{RUNS}</script>".encode()
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUNS}"><script>{RUNS}</script></svg>'.encode()
HOSTILE = [
    ("page.html", Kind.TEXT, "text/html", PAGE),
    ("page.mp4", Kind.VIDEO, "text/html", PAGE),
    ("page.webm", Kind.VIDEO, "video/webm", PAGE),
    ("drawing.svg", Kind.PHOTO, "image/svg+xml", DRAWING),
    ("drawing.wav", Kind.AUDIO, "image/svg+xml", DRAWING),
    ("script.pdf", Kind.PDF, "application/pdf", papers.pdf(action=papers.script())),
    ("script.ogg", Kind.AUDIO, "application/pdf", papers.pdf(action=papers.script())),
    ("data.csv", Kind.TEXT, "application/xhtml+xml", PAGE),
]


@pytest.fixture
def codes(live: Live) -> list[tuple[str, str]]:
    """The files of one person, kept as if they had been taken for what they say."""
    store = live.app.extensions["store"]
    kept = [(one, store.put_stream([one[3]], limit=len(one[3]))) for one in HOSTILE]
    with live.app.app_context(), unit_of_work():
        owner = accounts.make_account(
            staff_number="h1001", name="Hal Hostile", password_hash=hash_password(PASSWORD)
        )
        revision = logs.start(actor=owner, client_key="00000000-0000-0000-0000-00000000a001")
        for (name, kind, media_type, _bytes), stored in kept:
            upload = Upload(name, Inspected(kind, media_type), stored)
            file = attaching.put_in(revision, upload, owner=owner).file
            file.shown_key, file.shown_type = stored.key, media_type
            file.shown_sha256, file.thumb_key = stored.sha256, stored.key
    with live.app.app_context():
        found = sa.select(StoredFile.code, StoredFile.name).where(
            StoredFile.owner_id
            == sa.select(User.id).where(User.staff_number == "h1001").scalar_subquery()
        )
        return [(code, name) for code, name in db.session.execute(found)]


def test_nothing_in_a_file_ever_runs(
    live: Live, chromium: Browser, codes: list[tuple[str, str]]
) -> None:
    context = chromium.new_context(base_url=live.url, accept_downloads=True)
    page = context.new_page()
    ran: list[str] = []
    context.on(
        "request", lambda asked: ran.append(asked.url) if asked.url.endswith("/ran") else None
    )

    def note(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", note)
    _sign_in(page)
    assert len(codes) == len(HOSTILE)
    for code, name in codes:
        for last in (name, "recording", "picture", "thumbnail"):
            _open(page, f"/files/{code}/{last}")
            assert page.title() != "ran", last
    item_id = _item(live)
    for address in (f"/log/{item_id}", f"/log/{item_id}/edit"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.title() != "ran"
    assert ran == []
    context.close()


def test_the_same_script_runs_where_nothing_stops_it(live: Live, chromium: Browser) -> None:
    """So that the test above can fail: without our headers the page does what it says."""
    context = chromium.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.route("**/bare", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto("http://bare.test/bare")
    assert page.title() == "ran"
    context.close()


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Staff number or e-mail").fill("h1001")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def _open(page: Page, address: str) -> None:
    """Open an address by itself; what is only to be saved leaves the page where it is."""
    try:
        page.goto(address)
    except Error as said:
        if "Download is starting" not in str(said) and "ERR_ABORTED" not in str(said):
            raise
    page.wait_for_timeout(100)


def _item(live: Live) -> int:
    with live.app.app_context():
        owner = db.session.scalars(sa.select(User).where(User.staff_number == "h1001")).one()
        return db.session.scalars(
            sa.text("SELECT id FROM evidence_items WHERE owner_id = :owner"), {"owner": owner.id}
        ).one()
