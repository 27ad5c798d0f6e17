"""Research at the desk."""
