"""Every page of certificates and reviews is within reach, at both widths and in both themes."""

import pytest
from playwright.sync_api import expect

from tests.batches.conftest import sign
from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.reach import barriers, live, sign_in
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import (
    make_administrator,
    make_certificate,
    make_complete,
    make_version,
    propose_to_revoke,
    revoke_by_two,
)
from tests.factories_letterhead import make_letterhead
from tests.factories_reviews import make_review
from trainer.accounts.models import User
from trainer.cohorts.models import Cohort, CohortMember, CohortStatus
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import RegistrationStatus
from trainer.transcripts import actions as transcripts

pytestmark = pytest.mark.browser
__all__ = ["live"]

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
"""A word of a name that is wider than a phone."""


def make_pages(tess: User) -> list[str]:
    """Make something of each sort to be shown, and give the addresses where it is."""
    version = make_version()
    holder = make_user(f"Hal Holder {LONG}")
    valid, ending, gone = (make_certificate(holder, by=tess) for _ in range(3))
    ending.expires_on = clock.today()
    disputed = make_certificate(holder, by=tess)
    revoke_by_two(gone, by=tess)
    propose_to_revoke(disputed, by=make_administrator("Una Proposer"))
    waiting = make_complete(make_user(f"Wanda Waiting {LONG}"), version=version)
    late = make_complete(
        make_user(f"Lee Late {LONG}"), version=version, status=RegistrationStatus.ACTIVE
    )
    cohort = Cohort(name="Spring", version=version, prepared_by=tess, status=CohortStatus.DONE)
    cohort.members = [
        CohortMember(learner=one.learner, registration=one) for one in (waiting, late)
    ]
    db.session.add(cohort)
    batch = sign(tess, [make_complete(make_user(f"Bo Batched {LONG}"), version=version)])
    review = make_review(make_user("Ada"), make_user("Ben"), make_user("Cleo"), by=tess)
    letterhead = make_letterhead(tess)
    transcript = transcripts.ask_for_record(holder, actor=tess)
    db.session.commit()
    of = f"/certificates/{valid.id}"
    return [
        "/certificates", "/certificates?words=nobody", "/certificates/ready", "/certificates/mine",
        of, f"{of}/revoke", f"{of}/replace", f"/certificates/{ending.id}",
        f"/certificates/{gone.id}/revocation", f"/certificates/{disputed.id}/revocation",
        f"/certificates/{disputed.id}/revocation/drop", f"/certificates/issue/{waiting.id}",
        f"/certificates/issue-unit/{waiting.units[0].id}",
        "/certificates/batches", "/certificates/batches/new",
        f"/certificates/batches/new?cohort={cohort.id}", f"/certificates/batches/{batch.id}",
        "/letterhead/", f"/letterhead/{letterhead.id}", "/letterhead/new",
        "/reviews/", f"/reviews/{review.id}", f"/reviews/{review.id}/told",
        f"/people/{holder.id}", f"/transcripts/{transcript.id}",
        "/v", "/v/file", "/v/0000-0000-0000-0000-0000-0000-00",
        *(f"/v/{one.shown_code}" for one in (valid, ending, gone)),
    ]  # fmt: skip


@pytest.mark.timeout(600)
def test_every_page_is_within_reach(live: Live, window: Window) -> None:
    with live.app.app_context():
        tess = make_administrator(password=PASSWORD)
        number = tess.staff_number
        addresses = make_pages(tess)
    page = window("Tess")
    sign_in(page, "/certificates", number)
    expect(page.get_by_role("heading", level=1)).to_have_text("Certificates")
    assert barriers(page, addresses) == []
