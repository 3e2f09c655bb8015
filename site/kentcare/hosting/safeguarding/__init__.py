"""Halts a form whose words may mean that somebody is hurt, missing or at risk.

A *stop*, in code, tables and addresses, is the halt of a form for danger: the Host pressed the red button, or
a phrase of the lists in content/danger stands in what they wrote. Nothing is sent then. The Host is shown
whom to ring and says how it is before they can go on, which is called passing the stop. The officer is told
at once that there was one, and never sees the words.
"""
