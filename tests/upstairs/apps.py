from django.apps import AppConfig


class UpstairsConfig(AppConfig):
    name = "tests.upstairs"
    label = "upstairs"
    verbose_name = "楼上"
