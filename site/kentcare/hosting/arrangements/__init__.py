"""How an arrangement, a young person living in a home, begins, changes its level of support, and ends."""
