"""Lines of the table of entitlements that several of its rows share."""

from kentcare.offer.entitlements.conditions import from_25, funds_closed, funds_unsure
from kentcare.offer.entitlements.verdict import ALL_COLUMNS, may, no

# For a public fund: somebody whom immigration law excludes from it is never told to claim it.
CLOSED = no("funds_closed", "funds_closed").within(ALL_COLUMNS).when(funds_closed)
UNSURE = may("funds_unsure", change="funds_unsure").when(funds_unsure)
# What we answer up to 25 for somebody whom the leaving care law does not cover.
PAST_25 = no("past_25").within("N").when(from_25)
