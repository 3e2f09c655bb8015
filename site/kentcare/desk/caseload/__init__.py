"""Pages for staff who look after young people and homes: their records, covers, and what is late."""
