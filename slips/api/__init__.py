from slips.api.letterhead import LetterheadView
from slips.api.slips import SlipViewSet

__all__ = ["LetterheadView", "SlipViewSet"]
