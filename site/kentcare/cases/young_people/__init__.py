"""Young people's records: who may see one, and what may be changed in it."""
