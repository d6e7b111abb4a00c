"""A Word document as a PDF, by a converter that the operator installed and with the office's fonts.

The standard names faces that cannot be shipped; a PDF embeds them, so the portal makes one only
where PDF_CONVERTER names LibreOffice's `soffice` and PDF_FONTS a folder with the office's own
fonts. The converter runs in a throw-away child with limits.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.translation import gettext as _

from core.child import MB, End, run_child
from core.errors import RuleBroken

MIME = "application/pdf"
SECONDS, MEMORY = 60, 4096 * MB
# Besides the office's own fonts only those of the machine.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<cachedir>{cache}</cachedir></fontconfig>
"""


def why_not() -> str:
    """Why the portal makes no PDF; empty where it does."""
    converter, fonts = settings.PDF_CONVERTER, settings.PDF_FONTS
    if converter is None or not converter.is_file():
        return _("No PDF: the operator has set no converter. Export it from Word or WPS.")
    if fonts is None or not any(fonts.glob("*.[to]t[fc]")):
        return _("No PDF: the folder of the office's fonts is empty. Export it from Word or WPS.")
    return ""


def to_pdf(document: bytes) -> bytes:
    """Raises RuleBroken, with a sentence, where no PDF comes of it."""
    if reason := why_not():
        raise RuleBroken(reason)
    with TemporaryDirectory() as folder:
        home = Path(folder)
        source, made = home / "circular.docx", home / "circular.pdf"
        source.write_bytes(document)
        config = home / "fonts.conf"
        config.write_text(FONTS.format(fonts=settings.PDF_FONTS, cache=home / "cache"))
        options = ("--headless", "--norestore", f"-env:UserInstallation={(home / 'own').as_uri()}")
        target = ("--convert-to", "pdf", "--outdir", folder, str(source))
        outcome = run_child(
            [str(settings.PDF_CONVERTER), *options, *target],
            seconds=SECONDS,
            memory=MEMORY,
            environment={"HOME": folder, "FONTCONFIG_FILE": str(config)},
        )
        if outcome.end is not End.EXITED or not made.is_file():
            raise RuleBroken(_("The converter made no PDF of it. Export it from Word or WPS."))
        return made.read_bytes()
