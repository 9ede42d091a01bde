"""Files somebody sent to be brought in: kept, read and compared by the job worker, then published.

docs/decisions/0015-big-files-in-the-background.md says why no page does this itself.
"""
