"""The sheets of the workbook and their columns: what the heads say, and what the fields are called."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its columns as (head, field, width)."""

    name: str
    columns: tuple[tuple[str, str, int], ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """List the heads of the columns."""
        return tuple(head for head, _field, _width in self.columns)

    @property
    def widths(self) -> tuple[int, ...]:
        """List the widths of the columns."""
        return tuple(width for _head, _field, width in self.columns)


FRAMEWORKS = Sheet(
    "Frameworks", (("Code", "code", 20), ("Title", "title", 50), ("Kind", "kind", 14))
)
QUALIFICATIONS = Sheet(
    "Qualifications",
    (
        ("Code", "code", 20),
        ("Framework", "framework", 20),
        ("Title", "title", 50),
        ("Level", "level", 8),
        ("Credit", "credit", 8),
        ("Total hours", "tqt", 12),
        ("Months it holds", "valid_months", 16),
        ("Facts", "facts", 14),
        ("Everything else", "rest", 60),
        ("Identifier", "identifier", 38),
    ),
)
GROUPS = Sheet(
    "Groups",
    (
        ("Qualification", "qualification", 20),
        ("Code", "code", 10),
        ("Title", "title", 40),
        ("Complete", "complete", 10),
        ("Units", "units", 60),
    ),
)
RULES = Sheet(
    "Rules",
    (("Qualification", "qualification", 20), ("Type", "type", 28), ("Fields", "fields", 60)),
)
UNITS = Sheet(
    "Units",
    (
        ("Code", "code", 16),
        ("Title", "title", 50),
        ("Level", "level", 8),
        ("Credit", "credit", 8),
        ("Guided hours", "glh", 12),
        ("Facts", "facts", 14),
        ("Wording", "wording", 10),
        ("Prompts", "prompts", 60),
        ("Identifier", "identifier", 38),
    ),
)
CRITERIA = Sheet(
    "Criteria",
    (
        ("Unit", "unit", 16),
        ("Outcome", "outcome", 10),
        ("Outcome title", "title", 40),
        ("Outcome kind", "kind", 14),
        ("Criterion", "number", 10),
        ("Text", "text", 70),
        ("Words", "words", 40),
        ("Outcome identifier", "outcome_identifier", 38),
        ("Identifier", "identifier", 38),
    ),
)
SHEETS = (FRAMEWORKS, QUALIFICATIONS, GROUPS, RULES, UNITS, CRITERIA)
NUMERIC = {"level", "credit", "glh", "tqt", "valid_months"}
