"""What is pressed and seen of supervision, of fixed ways of working and of their rules."""
