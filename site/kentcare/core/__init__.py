"""What every wing rests on and that knows nothing of the domain."""
