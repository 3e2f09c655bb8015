"""Looks at files that people sent: scans them, has them drawn again, and says why one was not kept."""
