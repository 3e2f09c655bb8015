"""Who is owed what: section 4 of the specification of the engine, one row an entitlement, in its order.

A row has a letter for each column of `case.COLUMNS`, as the specification does: Y owed, M somebody decides,
- not, * only what its lines say. The lines are read from the top, and the first that fits decides; where none
fits, the letter does. The words of every verdict, and the papers behind it, are in content/offer/<id>.yaml.
"""

from kentcare.offer.entitlements.rows_of_needs_and_rights import NEEDS_AND_RIGHTS
from kentcare.offer.entitlements.rows_of_people_and_home import PEOPLE_AND_HOME
from kentcare.offer.entitlements.rows_of_study import STUDY
from kentcare.offer.entitlements.verdict import EntitlementRow

ROWS: tuple[EntitlementRow, ...] = (*PEOPLE_AND_HOME, *STUDY, *NEEDS_AND_RIGHTS)
