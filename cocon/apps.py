from django.apps import AppConfig


class CoconConfig(AppConfig):
    name = "cocon"
    verbose_name = "共驻共建"
