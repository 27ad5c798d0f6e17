"""What is asked of the words themselves: which of several times was meant; no feature's words."""
