"""The first pages of Hosts and of applicants."""
