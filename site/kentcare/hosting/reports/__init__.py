"""The Host's monthly report: owed, written, sent once, read and answered."""
