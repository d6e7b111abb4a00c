from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.states import page


class Command(BaseCommand):
    help = "Writes docs/states.md from the tables of states."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "states.md"
        path.write_text(page(), encoding="utf-8")
        self.stdout.write(f"{path} is written.")
