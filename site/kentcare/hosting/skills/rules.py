"""The skills, and the one plain scale for all of them."""

# 004:2845-2851, in the order of that paper.
SKILLS = ("relationships", "resilience", "money", "cooking", "home", "work")
# From the least to the most: not yet, with a lot of help, with a little help, alone.
LEVELS = (1, 2, 3, 4)
