"""Having parts of a photo painted over, so that what is shown of it tells nobody's face or name."""

from collections.abc import Collection

from trainer.accounts.models import User
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import file_policies, protecting
from trainer.logs.events import AreasCovered
from trainer.logs.models import StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.logs.protecting import Consent
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.storage.photos import Area
from trainer.storage.store import Stored

MOST_AREAS = 20


def cover(
    file: StoredFile,
    *,
    actor: User,
    areas: Collection[Area],
    is_enough: bool,
    copy: Stored | None = None,
) -> StoredFile:
    """Paint these parts of a photo over in all that is shown of it, and no others.

    The original is kept, for its owner alone. `is_enough` confirms that nobody can be told from
    what is left. What was submitted stays as it is: there `copy` holds the same bytes once more,
    and the draft that has the photo gets them as a file of its own, covered.
    """
    require(file_policies.may_cover(actor, file))
    if not areas:
        raise Unacceptable(_("Draw over what is to be covered, or give its place in numbers."))
    former = file if file_policies.is_fixed(file) else None
    if former is not None:
        file = _in_its_place(former, copy, actor=actor)
    file.covered_areas = [list(area) for area in areas]
    file.shown_key = file.shown_type = file.shown_sha256 = file.thumb_key = None
    file.prepared_at = None
    protecting.say_who_is_shown(file, actor=actor, shows_others=True)
    file.safeguard = None
    if is_enough:
        protecting.protect(file, actor=actor, safeguard=Safeguard.COVERED, consent=Consent())
    outbox.ask(Task.PREPARE_FILE, file_id=file.id)
    publish(AreasCovered(actor=actor, subject=file, areas=file.covered_areas, instead_of=former))
    return file


def _in_its_place(former: StoredFile, copy: Stored | None, *, actor: User) -> StoredFile:
    attached = file_policies.draft_with(actor, former)
    if attached is None or copy is None:
        raise Conflict(_("This was submitted meanwhile. Open the page again."))
    same = ("owner_id", "name", "kind", "media_type", "size", "sha256")
    file = StoredFile(key=copy.key, **{name: getattr(former, name) for name in same})
    attached.file = file
    db.session.flush()  # The worker is told the file's id.
    return file
