"""What can go wrong for a person, as exceptions that carry a sentence for them."""


class TrainerError(Exception):
    """Something a person can be told in a whole sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(TrainerError):
    """They may not do this, and the sentence says why."""


class WrongState(TrainerError):
    """The thing has moved on (or not yet arrived), so this can't happen to it now."""


class Conflict(TrainerError):
    """Somebody else got there first; the sentence says who, where that is known."""


class Unacceptable(TrainerError):
    """What was given can't be taken; `field` names the form field it belongs to, if one does."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field
