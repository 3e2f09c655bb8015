"""A Host's work: arrangements, households, reports, safeguarding, training and checks."""
