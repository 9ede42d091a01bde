"""What is asked to list a skill, to ask for one, to record one, and to let somebody off."""

from trainer.training.forms.asking import RequirementForm
from trainer.training.forms.recording import EndForm, ExemptForm, RecordForm, TakeBackForm
from trainer.training.forms.skill import SkillForm

__all__ = ["EndForm", "ExemptForm", "RecordForm", "RequirementForm", "SkillForm", "TakeBackForm"]
