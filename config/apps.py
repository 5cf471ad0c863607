from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps  # not its class: Django would take that for ours

# Web processes enqueue through it: a shared task binds to the application that was made first.
from config.celery import app as celery_app  # noqa: F401


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "平台配置"


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin on our site class."""

    default = False
    default_site = "orgtree.desk.site.DeskSite"
