"""The codes of the audit trail in words."""

from django import template

from core import audit_words

register = template.Library()
register.filter("act", audit_words.act)
register.filter("thing", audit_words.thing)
register.filter("origin", audit_words.origin)
register.filter("job", audit_words.job)
