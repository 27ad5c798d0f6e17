"""The rows of supervision, of fixed ways of working and of their rules."""
