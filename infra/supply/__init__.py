"""What is deployed besides our own code: its list, and what is known against it."""
