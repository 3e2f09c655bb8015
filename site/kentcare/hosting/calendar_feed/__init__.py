"""A calendar feed of the days on which a Host has something due, for the calendar of their telephone."""
