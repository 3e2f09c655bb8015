"""Saves and reads monthly reports, and decides who may see which.

`lists`: what is owed and what was sent, as lists. `sent`: one report, from sending it to deleting it.
`notes`: what officer and Host do with a report afterwards. `reversing`: what an officer takes back of that.
"""
