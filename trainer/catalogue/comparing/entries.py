"""A published version of a qualification, written back as the entry it was made from."""

from trainer.catalogue.importing import GroupEntry, MethodEntry, NumberEntry, QualificationEntry
from trainer.catalogue.models import QualificationVersion


def entry_of(version: QualificationVersion) -> QualificationEntry:
    """Write a version back as the entry it was made from."""
    return QualificationEntry(
        identifier=version.qualification.identifier,
        code=version.qualification.code,
        framework=version.qualification.framework.code,
        title=version.title,
        level=version.level,
        credit=version.credit,
        tqt=version.tqt,
        glh_min=version.glh_min,
        glh_max=version.glh_max,
        valid_months=version.valid_months,
        structure=version.structure,
        facts=version.facts,
        status=version.status,
        assessment=version.assessed,
        body=version.body,
        note=version.note,
        methods=[MethodEntry(**method) for method in version.methods],
        grades=version.grades,
        numbers=[
            NumberEntry(
                organisation=one.organisation,
                scheme=one.scheme,
                number=one.number,
                registration_ends=one.registration_ends,
                certification_ends=one.certification_ends,
            )
            for one in version.numbers
        ],
        groups=[
            GroupEntry(
                code=group.code,
                title=group.title,
                complete=group.complete,
                units=[member.unit_version.code for member in group.members],
            )
            for group in version.groups
        ],
        rules=version.rules,
    )
