"""The six skills, and the one scale on which all of them are rated."""

# 004:2845-2851, in the order of that paper.
SKILLS = ("relationships", "resilience", "money", "cooking", "home", "work")
# From the lowest to the highest: not yet, with a lot of help, with a little help, alone.
LEVELS = (1, 2, 3, 4)
