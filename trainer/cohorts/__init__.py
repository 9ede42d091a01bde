"""Many learners registered on the same thing at once: prepared on a page, carried out by the worker."""
