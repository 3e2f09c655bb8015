"""Taking back what was decided at the desk by a slip: by whoever decided it, with a reason, in the open.

A room that has decisions changes its own rows, and saves here what was decided, by whom and when, who took it
back and why. Nothing of it is removed.
"""
