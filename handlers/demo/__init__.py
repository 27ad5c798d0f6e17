"""The office that `make demo` opens: who is in it, and what they did in its last days. No rules."""
