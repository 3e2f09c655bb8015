"""Words that may mean that somebody is hurt, missing or at risk."""
