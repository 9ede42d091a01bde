"""A plan looked into, carried along in the page until somebody says yes; read anew when it is back."""

import base64
import binascii
import zlib

from pydantic import ValidationError

from trainer.catalogue.importing import CatalogueEntry, Known, Plan, saying
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import faulty, settled
from trainer.core.text import gettext as _

MOST_PACKED = 1_800_000
"""A form holds little more."""
MOST_UNPACKED = 20_000_000


def pack(plan: Plan) -> str:
    """Write what a plan holds into a line of text; empty where that would be too long for a page."""
    entry = CatalogueEntry(
        trainer_catalogue=1,
        frameworks=list(plan.frameworks),
        units=list(plan.units),
        qualifications=list(plan.qualifications),
    )
    said = entry.model_dump_json(exclude_defaults=True).encode()
    packed = base64.b64encode(zlib.compress(said)).decode()
    return packed if len(packed) <= MOST_PACKED else ""


def unpack(packed: str, *, source: str, known: Known) -> Plan:
    """Read a plan that was carried along, and check all of it again: it has been elsewhere."""
    try:
        unpacking = zlib.decompressobj()
        said = unpacking.decompress(base64.b64decode(packed, validate=True), MOST_UNPACKED)
        entry = CatalogueEntry.model_validate_json(said)
    except (binascii.Error, zlib.error, ValidationError, ValueError):
        says = _("This is not what you looked into. Choose the file again.")
        return faulty([Fault(says)], source, "yaml")

    data = entry.model_dump()

    def place(finding: Finding) -> Fault:
        named, field = saying.place(finding.at, data)
        return Fault(finding.says, place=named, field=field)

    return settled(entry, place, source=source, known=known, kind="yaml")
