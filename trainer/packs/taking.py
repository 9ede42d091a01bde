"""Take the files of a checked pack in, by the same rules as any file that somebody sends."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from trainer.config import Config
from trainer.extensions import db
from trainer.packs.models import TrustedKey
from trainer.packs.reading import OpenedPack
from trainer.packs.signing import fingerprint, public_key
from trainer.storage.kinds import Kind, NotAccepted
from trainer.storage.store import Store
from trainer.storage.uploads import Upload, take_in

MOST_FILES = 20


def trusted_keys(config: Config) -> Collection[str]:
    """List the fingerprints of the keys whose packs are taken here: our own among them."""
    select = sa.select(TrustedKey.fingerprint).where(TrustedKey.ended_at.is_(None))
    return {fingerprint(public_key(config.data_dir)), *db.session.scalars(select)}


def take_files(opened: OpenedPack, store: Store, config: Config) -> Mapping[str, Upload]:
    """Keep each file that may be sent here; what may not stays out. No write has begun yet."""
    limits = dict.fromkeys(Kind, config.upload_limit_mb * 1_000_000)
    taken: dict[str, Upload] = {}
    for evidence in opened.document.evidence:
        for file in evidence.files[:MOST_FILES]:
            try:
                taken[file.path] = take_in(
                    store, opened.content(file.path), file.name, size=file.size, limits=limits
                )
            except NotAccepted:
                continue
    return taken
