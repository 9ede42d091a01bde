"""Come here for the long scheme of the bench: forty units, made up by rule, published as any is."""

import yaml

from trainer.catalogue import actions as catalogue
from trainer.catalogue.comparing import known
from trainer.catalogue.importing import read

CODE = "bench-service"
CRITERIA = (
    "Prepare for {} before a customer asks",
    "Deal with {} in the order the customer would choose",
    "Explain to a colleague what matters about {}",
    "Put right what went wrong with {}",
)
SUBJECTS = (
    "a queue", "a delivery", "a refund", "a booking", "a repair", "a complaint", "a gift", "a survey",
)  # fmt: skip


def publish(units: int) -> None:
    """Publish the scheme with so many units of four criteria each."""
    text = yaml.safe_dump(_file(units), allow_unicode=True, sort_keys=False)
    catalogue.import_catalogue(read(text, source="bench", known=known()), actor=None)


def _file(units: int) -> dict[str, object]:
    codes = [f"BENCH-{number:02d}" for number in range(1, units + 1)]
    return {
        "trainer_catalogue": 1,
        "frameworks": [{"code": "bench", "title": "Long schemes", "kind": "scheme"}],
        "units": [_unit(code, place) for place, code in enumerate(codes)],
        "qualifications": [
            {
                "code": CODE,
                "framework": "bench",
                "title": "The long scheme",
                "level": 2,
                "facts": "sourced",
                "status": "current",
                "assessment": "portfolio",
                "body": None,
                "note": "Made up by rule, to measure Trainer with.",
                "numbers": [],
                "groups": [{"code": "A", "title": "All of it", "complete": True, "units": codes}],
                "rules": [{"type": "all_of_group", "group": "A"}],
            }
        ],
    }


def _unit(code: str, place: int) -> dict[str, object]:
    subject = SUBJECTS[place % len(SUBJECTS)]
    return {
        "code": code,
        "title": f"Look after {subject}, part {place // len(SUBJECTS) + 1}",
        "level": 2,
        "facts": "sourced",
        "wording": "own",
        "outcomes": [
            {
                "number": "1",
                "title": f"Handle {subject} well",
                "kind": "competence",
                "criteria": [
                    {"number": f"1.{number}", "text": text.format(subject), "words": []}
                    for number, text in enumerate(CRITERIA, start=1)
                ],
            }
        ],
    }
