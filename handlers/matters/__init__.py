"""What every matter shows and lets do: reminders, nudges, the record, undo; nothing of one kind."""
