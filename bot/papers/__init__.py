"""Drafts and all that hangs on one; what is no writing of the office's stands in another wing."""
