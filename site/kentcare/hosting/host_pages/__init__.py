"""The pages of Hosts, and of those who want to be."""
