"""Who did what, when: what was written here can be read, and not changed."""
