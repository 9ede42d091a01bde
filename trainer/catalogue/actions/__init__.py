"""Publishing units and qualifications: all of a file or nothing, and never over what stands."""

from trainer.catalogue.actions.builtin import load_builtin
from trainer.catalogue.actions.opening import close_to_everyone, open_to_everyone
from trainer.catalogue.actions.publishing import import_catalogue

__all__ = ["close_to_everyone", "import_catalogue", "load_builtin", "open_to_everyone"]
