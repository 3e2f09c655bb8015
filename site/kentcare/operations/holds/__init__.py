"""Legal holds: whose records stay, whatever the retention schedule says."""
