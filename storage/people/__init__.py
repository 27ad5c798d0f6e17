"""The rows of what people are offered, what they are good at, and thanks."""
