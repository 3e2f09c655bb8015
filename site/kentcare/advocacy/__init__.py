"""What a young person tells an advocate. A charity holds it, and nobody of the council reads it."""
