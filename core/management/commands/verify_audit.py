from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core import audit
from core.models import AuditEntry


class Command(BaseCommand):
    help = (
        "Walks the audit trail's chain of seals and names the first entry that does not hold. "
        "Keep the last seal it prints in another place: with --expect it proves that nothing "
        "was cut off since."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", default="", metavar="SEAL", help="a seal printed earlier")

    def handle(self, *args: Any, expect: str, **options: Any) -> None:
        seals: list[str] = [""]
        met = not expect
        count = 0

        def watched() -> Iterator[AuditEntry]:
            nonlocal met, count
            for entry in audit.chain():
                yield entry
                met, count, seals[0] = met or entry.hash == expect, count + 1, entry.hash

        broken = audit.first_break(watched())
        if broken is not None:
            raise CommandError(f"The chain breaks at entry {broken.entry_id}: {broken.reason}.")
        if not met:
            raise CommandError(f"{count} entries hold, but {expect} is not among them: cut off.")
        self.stdout.write(f"{count} entries hold, up to {seals[0] or 'nothing'}")
