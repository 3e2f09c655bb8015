"""The Host's monthly report: owed, written, sent once, then read and answered by the officer."""
