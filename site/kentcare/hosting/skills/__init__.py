"""Six skills that a young person needs to live alone, and how far they are with each, month by month."""
