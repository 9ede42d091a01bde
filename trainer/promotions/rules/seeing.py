"""Who reads what of a case at which stage: scores are given alone, and read together."""

from enum import StrEnum


class Part(StrEnum):
    """Who somebody is to a case. The first that fits is the one they are."""

    NOMINEE = "nominee"
    PANEL = "panel"
    APPROVER = "approver"
    HEARER = "hearer"
    HR = "hr"
    NOMINATOR = "nominator"
    LINE = "line"


def reads_scores(part: Part, *, all_scored: bool, decided: bool) -> bool:
    """Say whether somebody reads what the whole panel scored and why.

    Nobody before everybody on the panel has scored. Then the panel, whoever approves or answers an
    appeal, and HR; the person, whoever put them forward and their line once it is decided.
    """
    if not all_scored:
        return False
    return decided or part in {Part.PANEL, Part.APPROVER, Part.HEARER, Part.HR}
