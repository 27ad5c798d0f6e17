"""What the office has settled for itself, its calendar, and what it could not read."""
