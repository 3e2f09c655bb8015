"""Kent's Local Offer, open to everybody: amounts, entitlements, the checker and the pages."""
