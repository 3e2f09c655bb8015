"""Saves and reads the terms of homes, and decides who may see and change which.

`said`: reading. `changes`: writing them down, putting them right and taking them back. `crowded`: the
homes in which more young people live than there are places.
"""
