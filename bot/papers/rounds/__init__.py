"""Rounds: what several people say of one version of a draft, and what becomes of each comment."""
