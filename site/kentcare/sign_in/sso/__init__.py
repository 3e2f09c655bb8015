"""Signing in with the council's own account, over OpenID Connect."""
