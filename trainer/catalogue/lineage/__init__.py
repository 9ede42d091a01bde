"""What became of each criterion of a unit from one version to the next."""

from trainer.catalogue.lineage.fates import FRESH, Fate, Line, Said, faults_in
from trainer.catalogue.lineage.proposing import propose

__all__ = ["FRESH", "Fate", "Line", "Said", "faults_in", "propose"]
