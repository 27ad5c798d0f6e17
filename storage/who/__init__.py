"""The people of the office, and when they are away; not what they do."""
