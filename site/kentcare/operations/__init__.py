"""Running the service: backup, retention, data export, monitoring, translation, checks."""
