"""A circular as PDF, where the operator set a converter and the office's fonts."""

import shutil
from pathlib import Path

import pytest
from django.urls import reverse

from briefs import pdf
from core.errors import RuleBroken
from tests.briefs.steps import issue

pytestmark = pytest.mark.django_db
SOFFICE = shutil.which("soffice")


def test_without_a_converter_the_page_says_why(client, circular, ines, otto, now, settings):
    settings.PDF_CONVERTER = settings.PDF_FONTS = None
    issue(circular, ines, otto, now=now)
    client.force_login(ines)
    page = client.get(reverse("briefs:circular", args=[circular.pk])).content.decode()
    assert "circular.pdf" not in page
    assert pdf.why_not() in page
    assert client.get(reverse("briefs:portable", args=[circular.pk])).status_code == 302


def test_an_empty_folder_of_fonts_will_not_do(settings, tmp_path):
    settings.PDF_CONVERTER, settings.PDF_FONTS = Path(__file__), tmp_path
    with pytest.raises(RuleBroken):
        pdf.to_pdf(b"")


def test_a_converter_that_fails_is_told(settings, tmp_path):
    (tmp_path / "face.ttf").touch()
    settings.PDF_CONVERTER, settings.PDF_FONTS = Path("/bin/false"), tmp_path
    with pytest.raises(RuleBroken):
        pdf.to_pdf(b"")


@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_the_kept_file_becomes_a_pdf(client, circular, ines, otto, now, settings, tmp_path):
    (tmp_path / "face.ttf").touch()
    settings.PDF_CONVERTER, settings.PDF_FONTS = Path(str(SOFFICE)), tmp_path
    issue(circular, ines, otto, now=now)
    client.force_login(ines)
    answer = client.get(reverse("briefs:portable", args=[circular.pk]))
    assert answer.content[:5] == b"%PDF-"
