"""Cover: while an assessor is away, or for good, somebody else takes their learners on."""
