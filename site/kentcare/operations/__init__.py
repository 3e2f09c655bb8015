"""Running the service: backup, retention and legal holds, data export, monitoring, translation, checks."""
