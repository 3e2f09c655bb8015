"""What is asked of a household: since when it is approved, gas, driving, and who else lives there."""
