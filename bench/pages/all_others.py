"""Pages of every other part, each as one of the demonstration's people opens it.

Their records are the demonstration's own, but for what is counted over the whole organisation.
"""

from bench.pages.visits import opened_by

LEARNER, MANAGER, ASSESSOR = "bh1107", "bh1101", "bh1102"
HR, TRAINING, QUALITY, SYSTEM = "bh1003", "bh1005", "bh1007", "bh1008"

OTHERS = [
    opened_by("new entry in the log", 8, LEARNER, "/log/new"),
    opened_by("calendar of the log", 4, LEARNER, "/log/calendar"),
    opened_by("my CPD", 5, LEARNER, "/cpd/"),
    opened_by("assessment plans", 7, ASSESSOR, "/plans/"),
    opened_by("quality assurance, what waits", 16, QUALITY, "/quality/"),
    opened_by("samples to look into", 9, QUALITY, "/quality/samples"),
    opened_by("how assessors decide", 10, QUALITY, "/quality/assessors"),
    opened_by("sampling plans", 6, QUALITY, "/sampling/"),
    opened_by("register of assessors", 12, TRAINING, "/register"),
    opened_by("who covers for whom", 8, TRAINING, "/cover/"),
    opened_by("register of certificates", 6, TRAINING, "/certificates"),
    opened_by("certificates to issue", 5, TRAINING, "/certificates/ready"),
    opened_by("courses", 8, LEARNER, "/courses/"),
    opened_by("courses to arrange", 9, TRAINING, "/courses/arrange"),
    opened_by("my training", 15, LEARNER, "/training/"),
    opened_by("required skills, 2,000 people", 10, HR, "/training/skills"),
    opened_by("the manager's team", 35, MANAGER, "/team"),
    opened_by("skills matrix, everybody", 10, HR, "/skills/matrix"),
    opened_by("coverage of skills", 8, HR, "/skills/coverage"),
    opened_by("training needs, 2,000 people", 16, HR, "/needs/"),
    opened_by("updates not read, everybody", 5, TRAINING, "/updates/team"),
    opened_by("my appraisals", 5, LEARNER, "/appraisals/"),
    opened_by("the team's appraisals", 8, MANAGER, "/appraisals/team"),
    opened_by("rounds of appraisals", 6, HR, "/appraisals/cycles"),
    opened_by("my objectives", 8, LEARNER, "/objectives/"),
    opened_by("my figures", 6, LEARNER, "/figures/"),
    opened_by("my development plans", 7, LEARNER, "/development/"),
    opened_by("behaviours", 12, LEARNER, "/behaviours/"),
    opened_by("my career", 26, LEARNER, "/career"),
    opened_by("career map", 17, HR, "/career/map"),
    opened_by("promotion cases", 6, HR, "/promotions/"),
    opened_by("who could follow, 2,000 people", 22, HR, "/promotions/bench"),
    opened_by("are promotions fair?", 15, HR, "/promotions/fairness"),
    opened_by("vacancies", 6, LEARNER, "/vacancies/"),
    opened_by("people, first 50", 8, HR, "/people"),
    opened_by("roles", 7, SYSTEM, "/roles"),
]
