"""What a Host and a household have to have: training and checks, when each lapses, and who has seen it."""
