"""Rounds at the desk: comments asked for, made, and what becomes of them."""
