"""Who lives in a home, as a Host sees it and as whoever looks after the home does."""
