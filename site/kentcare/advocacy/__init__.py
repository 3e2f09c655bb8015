"""What young people tell an advocate: held by a charity under its own key, and closed to the council."""
