"""Cover: who looks after the homes of an accommodation officer who is away."""
