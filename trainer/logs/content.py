"""Exactly what a signature or a judgement on an item of evidence covers, and its hash."""

import hashlib
from typing import Any

from trainer.audit.chain import canonical
from trainer.logs.models import Revision

FORM = "trainer-evidence-1"


def manifest(revision: Revision) -> dict[str, Any]:
    """List the words, criteria and files of a revision in the one form that is hashed.

    Files stand in the order the owner gave them, criteria by their identifiers.
    """
    return {
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


def content_hash(revision: Revision) -> str:
    """Compute the SHA-256 of everything a signature on this revision covers."""
    return hashlib.sha256(canonical(manifest(revision)).encode()).hexdigest()
