"""Who is the adviser of a young person, and the officer of a home."""
