"""Erasing somebody who left: a tombstone for who they were, nothing for what they said, decisions kept."""
