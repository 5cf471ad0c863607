"""What a code proves a phone number for."""

from django.db.models import TextChoices


class CodeFor(TextChoices):
    """Each opens one thing: a code for one is none for another."""

    REGISTER = "register", "报到登记"
    NUMBER = "number", "更换手机号"
    PASSWORD = "password", "重设密码"
    CLAIM = "claim", "认领号码"
