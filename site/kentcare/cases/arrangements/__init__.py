"""Who lives in which home, from when until when, and at which level of support."""
