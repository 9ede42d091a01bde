"""Semgrep with rules of our own, which are first seen to catch what they are for."""
