"""A demonstration: a database full of made-up people, and a page on which a visitor becomes any of them.

Everybody is generated with a fixed random seed: the same people each time, with days counted from the one on
which they are loaded. Each room that has work to show gets a module here, which answers from the people what
they did; records.py writes that down.
"""
