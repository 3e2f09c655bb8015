"""Where staff work: what waits, caseloads, the directory, reminders and imports."""
