"""Where the office meets Slack: the wings of bot/ at the desk; slack/ knows none of them."""
