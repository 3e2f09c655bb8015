"""When somebody leaves, or loses a role, what was in their name goes to somebody else of that role."""
