"""Rows of research: topics, and the votes that advise on them."""
