from django.apps import AppConfig

from config.celery import app as celery_app  # noqa: F401  (web processes enqueue through it: shared_task binds to the first app made)


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "平台配置"
