"""The rows of drafts and of all that hangs on one."""
