"""Exactly what a signature or a judgement on an item of evidence covers, and what it lacks."""

import hashlib
from typing import Any

from trainer.audit.chain import canonical
from trainer.logs.kinds import KINDS, counting, lacks
from trainer.logs.models import Framework, Part, Revision

FORM = "trainer-evidence-1"
FORM_OF_KINDS = "trainer-evidence-2"
"""The form for what is asked beyond the columns, or another hand wrote; the rest keeps the first."""

KEPT = dict.fromkeys(("what", "kept_at"))
"""The columns that every kind's own rules may look at."""


def manifest(revision: Revision) -> dict[str, Any]:
    """List the words, criteria and files of a revision in the one form that is hashed.

    Files stand in the order the owner gave them, criteria by their identifiers.
    """
    listed = {
        "form": FORM,
        "owner": revision.item.owner_id,
        "item": revision.item.number,
        "revision": revision.number,
        "kind": revision.item.kind.value,
        "title": revision.title,
        "activity": revision.activity.value if revision.activity else None,
        "happened_on": revision.happened_on.isoformat() if revision.happened_on else None,
        "minutes": revision.minutes,
        "place": revision.place,
        "what": revision.what,
        "so_what": revision.so_what,
        "now_what": revision.now_what,
        "kept_at": revision.kept_at,
        "criteria": sorted([link.criterion.identifier, link.note] for link in revision.links),
        "files": [
            {
                "code": attached.file.code,
                "sha256": attached.file.sha256,
                "size": attached.file.size,
                "name": attached.file.name,
            }
            for attached in revision.files
        ],
    }
    author = revision.item.author_id
    if revision.details or author is not None:
        listed |= {"form": FORM_OF_KINDS, "author": author, "details": revision.details}
    if revision.framework is not Framework.REFLECTION:
        listed |= {"form": FORM_OF_KINDS, "framework": revision.framework.value}
    return listed


def content_hash(revision: Revision) -> str:
    """Compute the SHA-256 of everything a signature on this revision covers."""
    return hashlib.sha256(canonical(manifest(revision)).encode()).hexdigest()


def signed_parts(revision: Revision) -> set[Part]:
    """Name the parts in which the revision is signed as it reads now."""
    return counting(revision.signatures, content_hash(revision))


def missing_in(revision: Revision) -> list[str]:
    """List what the revision lacks by the rules of its kind, each in a whole sentence."""
    files = [attached.file.kind for attached in revision.files]
    asked = {name: getattr(revision, name) for name in KINDS[revision.item.kind].needed | KEPT}
    return lacks(revision.item.kind, asked, revision.details, files)
