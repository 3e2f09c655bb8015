"""The desk of those who look after young people and homes: the modules that hold its pages."""

from kentcare.desk.caseload import covers, homes, late_homes, timeline, young_people
from kentcare.desk.caseload.blueprint import blueprint

__all__ = ["blueprint", "covers", "homes", "late_homes", "timeline", "young_people"]
