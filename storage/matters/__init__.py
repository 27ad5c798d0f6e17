"""What every matter has: its row, its record, who owes what; and what came in and goes out."""
