from slips.models.letterhead import Letterhead
from slips.models.slip import GradeChoice, Slip, SlipQuerySet, StateChoice
from slips.models.steps import AnswerFile, SlipStep

__all__ = [
    "AnswerFile",
    "GradeChoice",
    "Letterhead",
    "Slip",
    "SlipQuerySet",
    "SlipStep",
    "StateChoice",
]
