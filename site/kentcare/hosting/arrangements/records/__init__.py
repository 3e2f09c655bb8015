"""Saves and reads arrangements, and decides who may see and change which.

`arranged`: reading. `beginning`: what would begin, and saving it. `changes`: changing one, ending it and
withdrawing a plan. `case_system`: what the lists from the council's case system say.
"""
