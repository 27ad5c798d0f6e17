"""The office at the desk: help, settings, the calendar; no kind of matter."""
