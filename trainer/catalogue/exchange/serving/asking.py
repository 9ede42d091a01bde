"""What a program asks of the list of frameworks: which, in what order, how many, and what of each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from trainer.catalogue.models import Framework, Qualification, QualificationVersion, VersionStatus

AT_MOST, USUALLY = 500, 100
FIELDS = frozenset(
    {
        *("identifier", "uri", "frameworkType", "caseVersion", "creator", "title"),
        *("lastChangeDateTime", "language", "adoptionStatus", "CFPackageURI", "extensions"),
        *("officialSourceURL", "publisher", "description", "subject", "subjectURI", "version"),
        *("statusStartDate", "statusEndDate", "licenseURI", "notes"),
    }
)
"""Everything a CFDocument may have, whether or not ours has it."""

COLUMNS: Mapping[str, Any] = {
    "identifier": Qualification.identifier,
    "title": QualificationVersion.title,
    "creator": Framework.title,
    "frameworkType": Framework.title,
    "lastChangeDateTime": QualificationVersion.published_at,
    "adoptionStatus": sa.case(
        (QualificationVersion.status == VersionStatus.CLOSED, "Deprecated"), else_="Adopted"
    ),
}
"""What can be sorted and chosen by."""

PREDICATE = re.compile(r"\s*(\w+)\s*(!=|>=|<=|=|>|<|~)\s*'((?:[^']|'')*)'\s*")
LOGICAL = re.compile(r"(AND|OR)\b")


class BadQuestion(Exception):
    """Something in a question that can't be understood; the code is CASE's own word for it."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code
        self.says = says


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about the list of frameworks."""

    limit: int
    offset: int
    order: tuple[Any, ...]
    condition: sa.ColumnElement[bool] | None
    fields: frozenset[str]

    def narrowed(self, select: sa.Select[QualificationVersion]) -> sa.Select[QualificationVersion]:
        """Choose and sort what is asked for; `select` has frameworks and qualifications joined."""
        if self.condition is not None:
            select = select.where(self.condition)
        return select.order_by(*self.order, Qualification.id)

    def shown(self, document: dict[str, Any]) -> dict[str, Any]:
        """Leave out of a document what was not asked for."""
        if not self.fields:
            return document
        return {name: value for name, value in document.items() if name in self.fields}


def asked(args: MultiDict[str, str]) -> Asked:
    """Read a question, or raise `BadQuestion`."""
    limit = _number(args, "limit", USUALLY, least=1)
    return Asked(
        limit=min(limit, AT_MOST),
        offset=_number(args, "offset", 0, least=0),
        order=tuple(_order(args.get("sort", ""), args.get("orderBy", "asc"))),
        condition=_condition(args["filter"]) if args.get("filter") else None,
        fields=_fields(args),
    )


def _number(args: MultiDict[str, str], name: str, usually: int, *, least: int) -> int:
    given = args.get(name)
    if given is None:
        return usually
    if not (given.isascii() and given.isdecimal()) or len(given) > 9 or int(given) < least:  # noqa: PLR2004 - as many digits as databases take
        raise BadQuestion(
            "invalid_selection_field", f"{name} is a whole number of {least} or more."
        )
    return int(given)


def _order(sort: str, order: str) -> Iterator[Any]:
    if order not in {"asc", "desc"}:
        raise BadQuestion("invalid_sort_field", "orderBy is asc or desc.")
    if not sort:
        return
    if sort not in COLUMNS:
        raise BadQuestion("invalid_sort_field", f"Sort by one of these: {', '.join(COLUMNS)}.")
    yield COLUMNS[sort].desc() if order == "desc" else COLUMNS[sort].asc()


def _fields(args: MultiDict[str, str]) -> frozenset[str]:
    given = ",".join(args.getlist("fields")).split(",")
    names = frozenset(name.strip() for name in given if name.strip())
    if unknown := names - FIELDS:
        raise BadQuestion(
            "invalid_selection_field", f"There is no field {min(unknown)[:60]} in a CFDocument."
        )
    return names


def _condition(text: str) -> sa.ColumnElement[bool]:
    """Read predicates between AND or OR; the two are not mixed."""
    found: list[sa.ColumnElement[bool]] = []
    words: set[str] = set()
    at = 0
    while True:
        told = PREDICATE.match(text, at)
        if told is None:
            says = "Write a filter such as title~'service' AND adoptionStatus='Adopted'."
            raise BadQuestion("invalid_selection_field", says)
        found.append(_predicate(told[1], told[2], told[3].replace("''", "'")))
        at = told.end()
        if at == len(text):
            break
        between = LOGICAL.match(text, at)
        words.add(between[1] if between else "")
        at = between.end() if between else len(text)
    if len(words) > 1:
        raise BadQuestion("invalid_selection_field", "Use AND or OR in a filter, not both.")
    return sa.or_(*found) if words == {"OR"} else sa.and_(*found)


def _predicate(name: str, sign: str, given: str) -> sa.ColumnElement[bool]:
    column = COLUMNS.get(name)
    if column is None:
        says = f"Choose by one of these: {', '.join(COLUMNS)}."
        raise BadQuestion("invalid_selection_field", says)
    value: Any = given
    if name == "lastChangeDateTime":
        value = _moment(given, sign)
    found: sa.ColumnElement[bool]
    match sign:
        case "~":
            found = column.icontains(given, autoescape=True)
        case "=":
            found = column == value
        case "!=":
            found = column != value
        case ">":
            found = column > value
        case ">=":
            found = column >= value
        case "<":
            found = column < value
        case _:
            found = column <= value
    return found


def _moment(given: str, sign: str) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        moment = None
    if moment is None or sign == "~":
        says = "Compare lastChangeDateTime with a moment such as '2026-01-31T00:00:00Z'."
        raise BadQuestion("invalid_selection_field", says)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
