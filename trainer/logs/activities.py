"""The kinds of moment an entry can tell of, as data: one row each."""

from dataclasses import dataclass

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _
from trainer.logs.models import Activity


@dataclass(frozen=True)
class ActivityRules:
    """One kind of moment: its name, its icon, and whether its time is development (CPD)."""

    name: LazyProxy
    icon: str
    is_cpd: bool = False


ACTIVITIES: dict[Activity, ActivityRules] = {
    Activity.HELPED_CUSTOMER: ActivityRules(_("Helped a customer"), "chat"),
    Activity.SOLVED_PROBLEM: ActivityRules(_("Solved a problem"), "check"),
    Activity.PHONE_CALL: ActivityRules(_("Phone call"), "phone"),
    Activity.WORKED_WITH_OTHERS: ActivityRules(_("Worked with others"), "people"),
    Activity.LEARNT_SOMETHING: ActivityRules(_("Learnt something"), "dev", is_cpd=True),
    Activity.COURSE: ActivityRules(_("Went on a course"), "train", is_cpd=True),
    Activity.CONFERENCE: ActivityRules(_("Went to a conference"), "calendar", is_cpd=True),
    Activity.READING: ActivityRules(_("Read or watched something"), "doc", is_cpd=True),
    Activity.SHADOWING: ActivityRules(_("Shadowed somebody"), "eye", is_cpd=True),
    Activity.COACHING: ActivityRules(_("Coached, or was coached"), "person", is_cpd=True),
}
