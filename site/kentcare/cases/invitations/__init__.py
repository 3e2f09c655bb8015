"""Inviting young people and Hosts to sign in."""
