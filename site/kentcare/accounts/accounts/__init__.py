"""Who may sign in, the roles they hold, and which page each role may open."""
