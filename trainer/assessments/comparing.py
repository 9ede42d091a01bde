"""What changed from one revision of an entry to the next, word by word and file by file (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.core.text import gettext as _
from trainer.logs.models import AttachedFile, Revision
from trainer.logs.wording import Change, changes, told


@dataclass(frozen=True)
class Changes:
    """The texts that changed in pieces, the files that came and went, the claims likewise."""

    texts: Sequence[Change]
    files_added: Sequence[AttachedFile]
    files_removed: Sequence[AttachedFile]
    claims_added: Sequence[str]
    claims_removed: Sequence[str]

    def __bool__(self) -> bool:
        """Say whether anything changed at all."""
        return any(vars(self).values())


def compare(
    earlier: Revision, later: Revision, claimed_before: Sequence[str], claimed: Sequence[str]
) -> Changes:
    """Set two revisions side by side; a file is the same if its bytes are, whatever its name."""
    before = {one.file.sha256 for one in earlier.files}
    after = {one.file.sha256 for one in later.files}
    return Changes(
        texts=changes(_texts(earlier), _texts(later)),
        files_added=[one for one in later.files if one.file.sha256 not in before],
        files_removed=[one for one in earlier.files if one.file.sha256 not in after],
        claims_added=[one for one in claimed if one not in claimed_before],
        claims_removed=[one for one in claimed_before if one not in claimed],
    )


def _texts(revision: Revision) -> dict[str, str]:
    """Give what an entry says, each text under its heading."""
    return {
        _("Title"): revision.title,
        _("Where"): revision.place,
        **dict(told(revision)),
        _("Kept somewhere else"): revision.kept_at,
    }
