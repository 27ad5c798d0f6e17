"""What the office keeps of its people: roles, posts, growth; who asks, and may what, is in who/."""
