"""Moving learners from one version of a qualification to a later one, with a look ahead."""
