"""The words for what is wrong in a file: where it is, and what would be right."""

from collections.abc import Mapping, Sequence
from typing import Any

NAMES = {
    "frameworks": "framework",
    "units": "unit",
    "outcomes": "outcome",
    "criteria": "criterion",
    "qualifications": "qualification",
    "numbers": "number of",
    "methods": "method",
    "groups": "group",
    "rules": "rule",
}
LONGEST_NAME = 60
CALLED_BY = ("code", "organisation", "number", "type", "title")

SENTENCES = {
    "missing": "This field is needed; write it here.",
    "extra_forbidden": "There is no such field. Look for a slip in its name, or leave it out.",
    "string_type": (
        "Write text here. Numbers, words such as yes and no, and text with a colon need quotation"
        " marks."
    ),
    "string_too_short": "Write something here.",
    "string_too_long": "This is longer than {max_length} characters. Make it shorter.",
    "unshowable": "There is a character here that can't be shown. Leave it out.",
    "invalid_key": "Give each field a name in letters.",
    "int_type": "Write a whole number here, without quotation marks.",
    "int_from_float": "Write a whole number here.",
    "greater_than_equal": "Write a number of {ge} or more.",
    "less_than_equal": "Write a number of {le} or less.",
    "bool_type": "Write true or false.",
    "date_type": "Write a date such as 2027-12-31, without quotation marks.",
    "enum": "Write one of these: {expected}.",
    "literal_error": "This importer reads format {expected}.",
    "list_type": "Write a list here.",
    "dict_type": "Write fields here, each with its name.",
    "model_type": "Write fields here, each with its name.",
    "too_short": "List at least one here.",
    "too_long": "There are more than {max_length} here. Split the file.",
}


def of(error: Mapping[str, Any]) -> str:
    """Say what is wrong with one field, and what would be right."""
    sentence = SENTENCES.get(error["type"])
    if sentence is None:
        return f"This can't be read as it stands: {error['msg']}."
    return sentence.format(**error.get("ctx", {}))


def place(at: Sequence[int | str], data: object) -> tuple[str, str]:
    """Call a place in the file by its codes and numbers; return it with the field's name."""
    parts: list[str] = []
    field = ""
    here: Any = data
    for before, step in zip(("", *at), at, strict=False):
        here = _within(here, step)
        if isinstance(step, int) and before in NAMES:
            parts.append(f"{NAMES[str(before)]} {_called(here, step)}")
            field = ""
        elif isinstance(step, str):
            field = step
    return ", ".join(parts), field


def not_yaml(problem: str) -> str:
    """Say that the text breaks off being YAML here, in a way that helps to mend it."""
    reason = f" ({problem})" if problem else ""
    return (
        f"From here on this is not YAML{reason}. Look for a missing quotation mark or colon,"
        " or a line that is set in too far."
    )


def _within(here: Any, step: int | str) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None


def _called(here: Any, step: int) -> str:
    if isinstance(here, str) and here.strip():
        return here if len(here) <= LONGEST_NAME else f"{here[: LONGEST_NAME - 1].rstrip()}…"
    if isinstance(here, dict):
        for name in CALLED_BY:
            if isinstance(here.get(name), str | int):
                return str(here[name])
    return str(step + 1)
