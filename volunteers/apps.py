from importlib import import_module

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    """在职党员报到与志愿服务."""

    name = "volunteers"
    verbose_name = "报到与服务"

    def ready(self):
        import_module("volunteers.follows")
        import_module("volunteers.heirs")
