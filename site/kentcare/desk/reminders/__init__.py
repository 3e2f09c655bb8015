"""What is due, and reminding people of it."""
