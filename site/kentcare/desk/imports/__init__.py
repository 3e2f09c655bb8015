"""Lists from the case system, checked line by line before anything is written."""
