"""The way in from Slack and the way out to it; no feature, which comes in by a desk of its own."""
