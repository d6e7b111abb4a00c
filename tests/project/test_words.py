"""What people read is what our catalogues say, whatever the libraries call it."""

from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

from tools.translations import CATALOGUE


def test_no_library_translates_our_words_otherwise():
    wrong = []
    with translation.override("zh-hans"):
        for file in sorted(Path(settings.BASE_DIR).glob(f"*/{CATALOGUE}")):
            for entry in read_po(file.open("rb"), locale="zh_Hans"):
                if not entry.id or not isinstance(entry.id, str) or entry.context:
                    continue
                if (read := translation.gettext(entry.id)) != entry.string:
                    wrong.append((file.parts[-5], entry.id, entry.string, read))
    assert wrong == []
