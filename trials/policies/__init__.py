"""The content security policies, in the eyes of csp_evaluator."""
