"""The audit trail: who did what, when. Entries can be added and read, never changed."""
