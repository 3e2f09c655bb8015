"""Single sign-on: signing in with the council's own account, over OpenID Connect."""
