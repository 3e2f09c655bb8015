"""How often a file is tried, when it is tried again, and when files count as forgotten."""

from datetime import timedelta

# So many files are looked at at once on a host: each may take a processor and the memory of cleaning.py.
AT_ONCE = 2
# How long one who took a file may keep it, before another may: longer than scanning and drawing may take.
LEASE_LASTS = timedelta(minutes=3)
# A file that was begun so often without an end, as one that kills whoever opens it, is given up.
MOST_TRIES = 3
# Before it is tried again where the file may be why it did not work, after each try. The last pause is longer
# than an upgrade takes, or a machine to have memory again: else all that wait are given up for that.
PAUSES_AFTER_TRY = (timedelta(seconds=5), timedelta(minutes=3))
# Before it is tried again where the scanner or the store was why.
PAUSE_WHILE_AWAY = timedelta(seconds=20)
# How often it is asked whether a file that is being drawn is still wanted.
ASK_EVERY_SECONDS = 2.0
# Files of one sender come after those of others who have sent fewer in this time.
FAIR_OVER = timedelta(hours=1)
# What was left behind by a process that was killed goes after this: no request takes so long.
LEFT_BEHIND_AFTER = timedelta(minutes=10)
CLEAR_EVERY = timedelta(minutes=5)
# After so long somebody is told that files wait.
WAITS_LONG_AFTER = timedelta(minutes=10)
