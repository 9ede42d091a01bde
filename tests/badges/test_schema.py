"""Every badge has the form that Open Badges 3.0 ask for, field by field."""

import copy
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.badges.conftest import AT, signed_with
from tests.badges.schema import Badge
from trainer.badges.signing import SignedBadge
from trainer.signing.store import BadgeKey

WRITTEN = Path(__file__).parents[2] / "docs" / "badge.schema.json"
FEWEST: dict[str, Any] = {"email": "", "credit": None, "files": (), "ends_at": None}
MOST: dict[str, Any] = {"ends_at": AT + timedelta(days=365), "learner": "Ζωή Παπαδοπούλου"}


@pytest.mark.parametrize("given", [{}, FEWEST, MOST], ids=["usual", "fewest", "most"])
def test_a_badge_has_every_field_it_must_and_no_other(key: BadgeKey, given: dict[str, Any]) -> None:
    Badge.model_validate_json(signed_with(key, **given).document)


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no issuer": lambda d: d.pop("issuer"),
    "no proof": lambda d: d.pop("proof"),
    "no status": lambda d: d.pop("credentialStatus"),
    "no day": lambda d: d.pop("validFrom"),
    "a day of the earlier standard": lambda d: d.update(issuanceDate=d.pop("validFrom")),
    "another order of contexts": lambda d: d["@context"].reverse(),
    "no type of badge": lambda d: d["type"].pop(),
    "a name in clear": lambda d: d["credentialSubject"].update(name="Ada Trainee"),
    "a hash without its kind": lambda d: d["credentialSubject"]["identifier"][0].update(
        identityHash="0" * 64
    ),
    "no criterion": lambda d: d["credentialSubject"]["achievement"].update(alignment=[]),
    "a result of no description": lambda d: d["credentialSubject"]["result"][0].pop(
        "resultDescription"
    ),
    "a place that is a number": lambda d: d["credentialStatus"].update(statusListIndex=4711),
    "an address that is none": lambda d: d.update(id="K4TN-9XQ2"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_lacks_a_field_or_has_another_is_refused(signed: SignedBadge, change: str) -> None:
    changed = copy.deepcopy(json.loads(signed.document))
    CHANGES[change](changed)
    with pytest.raises(ValidationError):
        Badge.model_validate(changed)


def test_the_schema_in_the_documents_is_the_one_that_is_tested() -> None:
    assert json.loads(WRITTEN.read_text()) == Badge.model_json_schema()
