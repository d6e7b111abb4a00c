from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Carries the commands and translations that belong to the portal as a whole."""

    name = "config"
