"""Appeals: a learner asks for a decision to be looked at again, by somebody else at each stage."""
