"""1EdTech's Competency and Academic Standards Exchange: packages of version 1.0 and 1.1."""

from trainer.catalogue.exchange.case.reading import looks_like_case, read_case
from trainer.catalogue.exchange.case.writing import as_file, package

__all__ = ["as_file", "looks_like_case", "package", "read_case"]
