"""The letterhead in use, an earlier one by its number, and all of them as a page lists them."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.audit.chain import canonical
from trainer.documents.look import HOUSE, Look, Picture, Signatory
from trainer.extensions import db
from trainer.letterhead import policies
from trainer.letterhead.models import (
    Letterhead,
    LetterheadPicture,
    LetterheadSignatory,
    LetterheadStatus,
)
from trainer.storage.store import Store

_WHOLE = (
    joinedload(Letterhead.logo),
    joinedload(Letterhead.made_by),
    joinedload(Letterhead.used_by),
    selectinload(Letterhead.signatories).joinedload(LetterheadSignatory.signature),
    raiseload("*"),
)


def whole(actor: User, letterhead_id: int) -> sa.Select[Letterhead]:
    """Select one version with all it is made of."""
    return policies.visible_to(actor).where(Letterhead.id == letterhead_id).options(*_WHOLE)


def history(actor: User) -> sa.Select[Letterhead]:
    """Select every version, the latest first, ready to list."""
    return (
        policies.visible_to(actor)
        .order_by(Letterhead.id.desc())
        .options(joinedload(Letterhead.made_by), joinedload(Letterhead.used_by), raiseload("*"))
    )


def in_use() -> Letterhead | None:
    """Return the version documents are made with, or None where nobody has set one."""
    return db.session.scalar(
        sa.select(Letterhead).where(Letterhead.status == LetterheadStatus.IN_USE).options(*_WHOLE)
    )


def numbered(number: int | None) -> Letterhead | None:
    """Return the version of a number, which a document was issued with."""
    return db.session.scalar(
        sa.select(Letterhead).where(Letterhead.number == number).options(*_WHOLE)
    )


def look_of(letterhead: Letterhead | None, store: Store, day: date) -> Look:
    """Say how a document of that day looks; as the house drew it where nothing was ever set."""
    if letterhead is None:
        return HOUSE
    return Look(
        brand=letterhead.brand,
        accent=letterhead.accent,
        motto=letterhead.motto,
        seal=letterhead.seal,
        logo=_opened(letterhead.logo, store),
        signatories=tuple(
            Signatory(one.name, one.role, _opened(one.signature, store))
            for one in letterhead.signatories
            if one.signs_on(day)
        ),
    )


def look_now(store: Store, day: date) -> Look:
    """Say how a document made on this day looks."""
    return look_of(in_use(), store, day)


def content_hash(letterhead: Letterhead) -> str:
    """Hash everything that makes up a version."""
    return hashlib.sha256(canonical(_content(letterhead)).encode()).hexdigest()


def _content(letterhead: Letterhead) -> Mapping[str, Any]:
    return {
        "brand": letterhead.brand,
        "accent": letterhead.accent,
        "motto": letterhead.motto,
        "seal": letterhead.seal,
        "logo": letterhead.logo and letterhead.logo.sha256,
        "signatories": [
            {
                "name": one.name,
                "role": one.role,
                "from": one.from_day and one.from_day.isoformat(),
                "until": one.until_day and one.until_day.isoformat(),
                "signature": one.signature and one.signature.sha256,
            }
            for one in letterhead.signatories
        ],
    }


def _opened(picture: LetterheadPicture | None, store: Store) -> Picture | None:
    if picture is None:
        return None
    return Picture(picture.media_type, b"".join(store.open(picture.key)))
