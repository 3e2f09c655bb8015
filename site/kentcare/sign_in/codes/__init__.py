"""On the way in: codes, the first of two proofs, invitations. Each is good for a short while, and once."""
