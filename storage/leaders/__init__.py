"""The rows of decisions and of leaders' ledgers."""
