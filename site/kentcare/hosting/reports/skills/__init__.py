"""Six skills that a young person needs to live alone, and their level in each, month by month.

A room inside the reports: a level is always given in a report. Young people read these pages, so they are in
every language, while the reports' own are in English only.
"""
