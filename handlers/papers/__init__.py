"""Drafts at the desk and all that hangs on one; what is decided stands in bot/papers."""
