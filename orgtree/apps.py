from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from orgtree.declare import registry
from orgtree.declare.marking import watch_tables


class OrgtreeConfig(AppConfig):
    """The ground floor; collects what every app declares for boards and the desk."""

    name = "orgtree"
    verbose_name = "组织与人员"

    def ready(self):
        autodiscover_modules("measures", "cards", "importers", "occupants", "seats", "constraints", "declared")
        registry.check_places()
        watch_tables(registry.markers())
        from orgtree.owned.desk.dictionaries import register_dictionaries  # needs the models

        register_dictionaries()
