"""The training and checks that Hosts and households need: when each lapses, and the proof of it."""
