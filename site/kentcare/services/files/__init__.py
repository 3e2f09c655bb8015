"""Files that people send: looked at, cleaned, kept outside the site."""
