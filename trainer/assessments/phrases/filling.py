"""What stands for the learner's name and the criterion's number in a phrase (pure)."""

NAME, CRITERION = "{name}", "{criterion}"


def fill(words: str, *, name: str, criterion: str = "") -> str:
    """Put the learner's first name in, and the number where one criterion is meant."""
    filled = words.replace(NAME, name)
    return filled.replace(CRITERION, criterion) if criterion else filled
