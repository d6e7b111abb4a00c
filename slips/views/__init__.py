from slips.views.drafting import draft, edit, late
from slips.views.heading import letterhead
from slips.views.slips import act, file, slip, slips

__all__ = ["act", "draft", "edit", "file", "late", "letterhead", "slip", "slips"]
