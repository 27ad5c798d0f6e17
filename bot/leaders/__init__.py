"""What is kept for the leaders: decisions, ledgers, digests; it may look at every other wing."""
