"""Who works here, what they may do, and what was done."""
