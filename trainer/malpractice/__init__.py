"""Malpractice: evidence set aside at once, looked into by somebody uninvolved, void by another."""
