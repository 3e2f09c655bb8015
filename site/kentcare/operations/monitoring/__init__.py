"""How the site tells that it runs, and what its processes share."""
