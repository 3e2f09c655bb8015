"""Lines of the table that several rows have."""

from kentcare.offer.entitlements.conditions import from_25, funds_closed, funds_unsure
from kentcare.offer.entitlements.verdict import ALL_COLUMNS, may, no

# A public fund, of which nobody is told to claim it whom the law keeps from it (section 2a).
CLOSED = no("funds_closed", "funds_closed").within(ALL_COLUMNS).when(funds_closed)
UNSURE = may("funds_unsure", change="funds_unsure").when(funds_unsure)
# What we answer up to 25 for somebody whom the leaving care law does not cover.
PAST_25 = no("past_25").within("N").when(from_25)
