"""Rows of duty: shifts, the log, swaps."""
