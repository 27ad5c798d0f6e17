"""Rules at the desk: asked for, opened, listed; handed in as a file, approved, published."""
