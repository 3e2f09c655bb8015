"""Who is told of a stop: at once, and then again and again until somebody has looked into it."""
