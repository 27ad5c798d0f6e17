"""Who asks, what they may do, when they work: of the people, not of what is done with them."""
