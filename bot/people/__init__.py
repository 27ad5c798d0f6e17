"""What the office keeps of its people: their posts; who asks, and what they may, stands in who/."""
