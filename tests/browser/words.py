"""What a page says in the language of its reader."""

from django.utils.translation import gettext, override, pgettext


class Words:
    """`words("Approve")` is the button of a reader with this locale."""

    def __init__(self, locale: str) -> None:
        self.language = "en" if locale == "en" else "zh-hans"

    def __call__(self, text: str, /, *, context: str = "", **facts: str) -> str:
        with override(self.language):
            said = pgettext(context, text) if context else gettext(text)
        return said % facts if facts else said
