"""The table of entitlements: who is owed what, one row for each entitlement, in the order of every answer.

A row has a letter for each column of `case.COLUMNS`: Y owed, M somebody decides, - not, * only what its lines
say. The lines are read from the top, and the first that fits decides; where none fits, the letter does. The
words of every verdict, and the papers behind it, are in content/offer/<id>.yaml.
"""

from kentcare.offer.entitlements.rows_of_needs_and_rights import NEEDS_AND_RIGHTS
from kentcare.offer.entitlements.rows_of_people_and_home import PEOPLE_AND_HOME
from kentcare.offer.entitlements.rows_of_study import STUDY
from kentcare.offer.entitlements.verdict import EntitlementRow

ROWS: tuple[EntitlementRow, ...] = (*PEOPLE_AND_HOME, *STUDY, *NEEDS_AND_RIGHTS)
