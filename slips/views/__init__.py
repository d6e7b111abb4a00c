from slips.views.drafting import draft, edit, late
from slips.views.heading import letterhead
from slips.views.slips import act, file, slip, slips, slips_file

__all__ = ["act", "draft", "edit", "file", "late", "letterhead", "slip", "slips", "slips_file"]
