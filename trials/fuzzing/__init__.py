"""Bytes nobody thought of, sent to everything that reads a stranger's file: `./run trial fuzzing`."""
