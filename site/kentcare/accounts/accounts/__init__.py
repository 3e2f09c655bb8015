"""Accounts: who may sign in, and the roles that they hold."""
