"""A demonstration: a database full of people of whom nobody is real, and a page to become each of them.

Everybody in it is put together by chance from a fixed number: the same people each time, with days counted
from the one on which they are loaded. Each part that has work to show adds a module of its own: given the
people, it answers what they did, and records.py writes it down.
"""
