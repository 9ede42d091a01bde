"""The code of a visit, who is let in by it, and what they open."""

import secrets

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.config import Config
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.links import place_of
from trainer.core.policy import require
from trainer.extensions import db
from trainer.logs.events import FileRead
from trainer.logs.models import StoredFile
from trainer.registrations.models import Registration
from trainer.visits import policies
from trainer.visits.actions.arranging import hold
from trainer.visits.events import LetIn, VisitCodeMade, VisitRead, WrongCodeGiven
from trainer.visits.links import SESSION, hash_code, is_code, new_code
from trainer.visits.models import Page, Visit, VisitDevice, VisitOpening


def make_code(visit: Visit, *, actor: User, config: Config) -> str:
    """Make the code to pass on, the only time it can be read; whoever was in is out."""
    hold(visit)
    require(policies.may_make_code(actor, visit))
    code = new_code()
    visit.code_hash = hash_code(config.secret_key, visit.salt, code)
    visit.code_number += 1
    visit.code_at, visit.wrong_codes = clock.now(), 0
    publish(VisitCodeMade(actor=actor, subject=visit, number=visit.code_number))
    return code


def let_in(
    visit: Visit,
    device: VisitDevice | None,
    *,
    config: Config,
    code: str,
    address: str,
    browser: str,
) -> str | None:
    """Let somebody in who gives the code, and return the secret of their browser; else None.

    A wrong code is counted; the fifth locks the link. `device` is the browser as it was known
    before, if it was.
    """
    hold(visit)
    require(policies.may_try_code(visit))
    if not is_code(config.secret_key, visit.salt, code, visit.code_hash):
        visit.wrong_codes += 1
        publish(WrongCodeGiven(actor=None, subject=visit, locked=visit.is_locked))
        return None
    visit.wrong_codes = 0
    secret, is_new = secrets.token_urlsafe(32), device is None
    if device is None:
        device = VisitDevice(visit=visit, number=len(visit.devices) + 1)
        db.session.add(device)
    device.secret_hash, device.code_number = hash_secret(secret), visit.code_number
    device.browser, device.place = browser[:100], place_of(config.secret_key, address)
    device.let_in_at, device.expires_at = clock.now(), clock.now() + SESSION
    db.session.flush()  # Its line in the trail speaks of it by its id.
    publish(LetIn(actor=None, subject=device, visit=visit, is_new=is_new))
    return secret


def note_opening(
    visit: Visit,
    device: VisitDevice,
    page: Page,
    *,
    registration: Registration | None = None,
    file: StoredFile | None = None,
    about: str = "",
    shown_as: str = "",
) -> None:
    """Write down what was opened in which browser, and of a file what, before it is shown.

    Nothing is written where the visit was ended since the page was asked for: none is shown then.
    """
    hold(visit)
    if not policies.may_read(visit, device):
        return
    db.session.add(
        VisitOpening(
            visit_id=visit.id,
            device=device,
            page=page,
            registration=registration,
            file=file,
            about=about[:300],
        )
    )
    publish(
        VisitRead(
            actor=None,
            subject=visit,
            device=device,
            page=page,
            registration=registration,
            file=file,
        )
    )
    if file is not None:
        publish(FileRead(actor=None, subject=file, shown_as=shown_as))
