"""Long forms: what is typed is kept, and sent once."""
