"""The days on which something is due, for the calendar in a Host's telephone."""
