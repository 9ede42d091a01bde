"""Publishing units and qualifications: all of a file or nothing, and never over what stands."""

from trainer.catalogue.actions.builtin import load_builtin
from trainer.catalogue.actions.publishing import import_catalogue

__all__ = ["import_catalogue", "load_builtin"]
