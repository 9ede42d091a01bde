"""Hold the ledger against every link that was kept outside the database."""

import re
from collections.abc import Iterable

from trainer.anchoring import outside
from trainer.audit import anchors
from trainer.audit.verify import verify
from trainer.config import Config
from trainer.signing.reading import LINK
from trainer.storage.errors import Unavailable

_SOFT_BREAK = re.compile(r"=\r?\n")


def faults(config: Config, more: Iterable[tuple[int, str]] = ()) -> list[str]:
    """Say what is wrong with the ledger, held against the data folder, the store and what is given."""
    known, unread = anchors.kept(config.data_dir), []
    if config.anchor_store:
        try:
            known += outside.kept(config.anchor_store)
        except Unavailable as trouble:
            unread.append(f"The links kept outside can't be read: {trouble}")
    return [*verify([*known, *more]), *unread]


def found_in(text: str) -> list[tuple[int, str]]:
    """Find every link in a text, such as letters saved as they came."""
    whole = _SOFT_BREAK.sub("", text)
    return [(int(seq), fingerprint) for seq, fingerprint in LINK.findall(whole)]
