"""The nouns of training."""

from training.models.assignments import CourseAssignment
from training.models.completions import Completion, Evidence, EvidenceKind
from training.models.courses import Course, CourseDate
from training.models.requirements import Requirement, RequirementRole

__all__ = [
    "Completion",
    "Course",
    "CourseAssignment",
    "CourseDate",
    "Evidence",
    "EvidenceKind",
    "Requirement",
    "RequirementRole",
]
