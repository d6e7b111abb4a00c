"""The demonstration accounts that the sign-in page offers while DEMO is on."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from units.models import RoleChoice

# Everybody may know it: it opens invented data only.
PASSWORD = "luoshi-demo"


@dataclass(frozen=True)
class DemoAccount:
    login: str
    name: str
    post: str
    role: str
    invitations: dict[str, str]

    @property
    def invitation(self) -> str:
        """What to try first, in the reader's language."""
        return self.invitations["zh" if (get_language() or "").startswith("zh") else "en"]

    @property
    def role_label(self) -> str:
        return str(RoleChoice(self.role).label)


@cache
def demo_accounts() -> tuple[DemoAccount, ...]:
    """Those people of the fictional city who have something to show, in the order of its file."""
    people = tomllib.loads(_people_file().read_text(encoding="utf-8"))["person"]
    return tuple(
        DemoAccount(
            login=person["login"],
            name=person["name"],
            post=person["post"],
            role=person["roles"][0].split("@")[0].strip(),
            invitations=person["tour"],
        )
        for person in people
        if "tour" in person
    )


def _people_file() -> Path:
    return Path(settings.BASE_DIR) / "samples" / "people.toml"
