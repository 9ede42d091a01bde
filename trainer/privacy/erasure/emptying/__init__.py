"""Taking somebody out of the records: their words, their names, what is sealed, what was told."""

from trainer.privacy.erasure.emptying.running import Emptied, empty, foresee, left_of

__all__ = ["Emptied", "empty", "foresee", "left_of"]
