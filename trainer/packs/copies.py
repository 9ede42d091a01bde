"""Which copy of a file leaves with a pack, and which files stay."""

from dataclasses import dataclass

from trainer.core.text import gettext as _
from trainer.logs.models import Scan, StoredFile
from trainer.logs.people_shown import Safeguard


@dataclass(frozen=True)
class Copy:
    """The bytes that travel: where they lie, under which name and type they go."""

    key: str
    name: str
    media_type: str


def travelling_copy(file: StoredFile) -> Copy | str:
    """Choose the copy of a file that travels, or say why none does.

    Every file of a pack passes here and nowhere else. What shows others stays unless they are
    covered in it: their yes to its use as evidence here was no yes to its leaving. A photo or a
    film goes as it is shown to people, which tells nothing of where it was taken.
    """
    if reason := _why_it_stays(file):
        return reason
    if not file.is_original_private:
        return Copy(file.key, file.name, file.media_type)
    if file.shown_key is None:
        return _("%(name)s: no copy of it could be made without telling where it was taken.",
                 name=file.name)  # fmt: skip
    if file.is_played or file.shown_type is None:
        return Copy(file.shown_key, file.name, file.media_type)
    ending = file.shown_type.rpartition("/")[2].replace("jpeg", "jpg")
    stem = file.name.rpartition(".")[0] or file.name
    return Copy(file.shown_key, f"{stem}.{ending}", file.shown_type)


def _why_it_stays(file: StoredFile) -> str:
    if file.removed_at is not None:
        return _("%(name)s: it is not kept any more.", name=file.name)
    if file.scan in {Scan.WAITING, Scan.INFECTED}:
        return _("%(name)s: it is not known to be free of viruses.", name=file.name)
    if file.shows_others and file.safeguard is not Safeguard.COVERED:
        return _("%(name)s: it shows a customer or colleague.", name=file.name)
    return ""
