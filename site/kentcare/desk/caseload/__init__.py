"""The desk of those who look after young people and homes."""
