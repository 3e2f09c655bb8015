"""Words that may mean that somebody is in danger, and whom to ring.

The lists of content/danger are read over what a Host writes, and halt it. In the search they put whom to ring
above the results, together with lists of what a young person types about themself.
"""
