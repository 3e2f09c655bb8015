"""How colleagues sign in: with a password and a second factor, or with a passkey; and their invitations."""
