"""Measurements, each a command that prints a table beside a baseline taken in the same run."""
