"""What every matter has, whatever kind it is: moves, record, story, letters, follow-ups, nudges,
who may see it; nothing that one kind alone has.
"""
