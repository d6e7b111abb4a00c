"""What an official sends from the checking page."""

from typing import Any

from django.test import Client

from intake.models import Draft

UNITS = {
    "市农业农村局": {"verb": "create", "kind": "department"},
    "各乡镇政府": {"verb": "group"},
}
TASK = {"number": "1", "title": "织密网络", "lead_units": "市财政局、市科技局", "assist_units": ""}


def page(draft: Draft, tail: str = "") -> str:
    return f"/intake/{draft.document_id}/{tail}"


def send(client: Client, draft: Draft, **fields: Any) -> Any:
    wanted = {"revision": str(draft.revision), "entry": "tasks", "item": "t1"} | TASK | fields
    headers = {"HX-Request": "true"} if fields.get("htmx") else {}
    return client.post(page(draft, "correct/"), wanted, headers=headers, follow=True)
