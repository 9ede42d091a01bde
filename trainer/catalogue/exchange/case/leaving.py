"""What a package of others holds that has no place with us: counted, so that it can be said."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from trainer.catalogue.exchange.case.tree import CHILD
from trainer.catalogue.importing import LeftOut

DEFINITIONS = (
    ("CFConcepts", "concepts"),
    ("CFSubjects", "subjects"),
    ("CFLicenses", "licences"),
    ("CFItemTypes", "descriptions of kinds of item"),
    ("CFAssociationGroupings", "groupings of associations"),
)
OF_ITEMS = (
    ("notes", "notes"),
    ("alternativeLabel", "other labels"),
    ("abbreviatedStatement", "short forms"),
    ("educationLevel", "education levels"),
    ("subject", "subjects of items"),
    ("subjectURI", "links to subjects"),
    ("CFItemType", "kinds of items"),
    ("conceptKeywordsURI", "links to concepts"),
    ("licenseURI", "links to licences"),
    ("statusStartDate", "first days of items"),
    ("statusEndDate", "last days of items"),
)
OF_THE_DOCUMENT = (
    *("publisher", "officialSourceURL", "subject", "subjectURI", "version", "frameworkType"),
    *("statusStartDate", "statusEndDate", "licenseURI", "notes", "adoptionStatus"),
)


def left_out(data: dict[str, Any]) -> tuple[LeftOut, ...]:
    """List what is not kept of a package, under the names CASE has for it."""
    return tuple(one for one in _counted(data) if one.count)


def _counted(data: dict[str, Any]) -> Iterator[LeftOut]:
    rubrics = [one for one in _list(data, "CFRubrics") if isinstance(one, dict)]
    yield LeftOut("rubrics (CFRubrics)", len(rubrics))
    criteria = sum(len(_list(one, "CFRubricCriteria")) for one in rubrics)
    yield LeftOut("criteria of rubrics (CFRubricCriteria)", criteria)
    kinds = Counter(
        str(one.get("associationType"))
        for one in _list(data, "CFAssociations")
        if isinstance(one, dict)
    )
    for kind, count in sorted(kinds.items()):
        if kind != CHILD:
            yield LeftOut(f"associations of the kind {kind[:60]}", count)
    definitions = data.get("CFDefinitions")
    if isinstance(definitions, dict):
        for name, words in DEFINITIONS:
            yield LeftOut(f"{words} ({name})", len(_list(definitions, name)))
    items = [one for one in _list(data, "CFItems") if isinstance(one, dict)]
    for name, words in OF_ITEMS:
        yield LeftOut(f"{words} ({name})", sum(bool(one.get(name)) for one in items))
    document = data.get("CFDocument")
    if isinstance(document, dict):
        told = [name for name in OF_THE_DOCUMENT if document.get(name)]
        yield LeftOut(f"fields of the framework ({', '.join(told)})", len(told))


def _list(data: dict[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    return found if isinstance(found, list) else []
