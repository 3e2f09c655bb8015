"""Passkeys: keys that a colleague's device keeps, which sign them in alone (WebAuthn)."""
