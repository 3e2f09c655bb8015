"""A young person's own pages."""
