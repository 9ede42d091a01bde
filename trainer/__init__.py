"""Trainer: staff training and qualification, from the learning log to the certificate."""
