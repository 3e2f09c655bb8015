"""How the people who work here sign in: a password and a second proof, or a passkey."""
