"""What somebody is owed: the entitlement engine, the timeline, and the checker that asks for facts."""
