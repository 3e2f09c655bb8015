"""What is known of a household: the day of its approval, gas, driving, and who else lives there."""
