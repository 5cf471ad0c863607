from django.apps import AppConfig

# Web processes enqueue through it: a shared task binds to the application that was made first.
from config.celery import app as celery_app  # noqa: F401


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "平台配置"
