from django.apps import AppConfig


class SlipsConfig(AppConfig):
    name = "slips"
