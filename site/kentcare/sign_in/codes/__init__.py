"""Sign-in attempts: codes, first factors and invitations, each of which works for a short time and once."""
