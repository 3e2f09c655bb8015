"""What is rendered once and sent many times: whole pages, question pages, and the layout around every page.

`prerendered.py` holds whole pages that say the same to everyone, compressed. `personal.py` holds the HTML of
pages that differ only by the token of their form and by what the reader typed. `layouts.py` holds the head,
top and foot that stand around all the rest.

None of it is used after a change of content/ or of translations/, and none of it holds anything that a reader
typed.
"""
