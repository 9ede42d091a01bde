"""What kind of development each kind of course is, as the log and My CPD know it."""

from trainer.courses.models import CourseKind
from trainer.logs.models import Activity

ACTIVITIES = {
    CourseKind.IN_HOUSE: Activity.COURSE,
    CourseKind.SCHEME: Activity.COURSE,
    CourseKind.SHORT: Activity.COURSE,
    CourseKind.CONFERENCE: Activity.CONFERENCE,
    CourseKind.NETWORKING: Activity.CONFERENCE,
    CourseKind.ONLINE: Activity.COURSE,
    CourseKind.READING: Activity.READING,
    CourseKind.COACHING: Activity.COACHING,
    CourseKind.SHADOWING: Activity.SHADOWING,
    CourseKind.BUDDYING: Activity.COACHING,
}
