"""The terms of a home: how many places it has, from when until when, and who decided it."""
