from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class NoticesConfig(AppConfig):
    name = "notices"

    def ready(self) -> None:
        register(hosts_of_outlets)


def hosts_of_outlets(app_configs: Sequence[AppConfig] | None, **_more: Any) -> list[CheckMessage]:
    """A typing error in the environment shows at the start, not with the first message."""
    # Not before all apps are there.
    from notices.calling import allowed

    try:
        allowed()
    except ValueError as error:
        hint = "OUTLET_HOSTS and OUTLET_LOCAL_HOSTS list hosts: robot.example or robot.example:8443"
        return [Error(str(error), hint=hint, id="notices.E001")]
    return []
