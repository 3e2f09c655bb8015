"""How long each kind of record is kept, and removing what is too old."""
