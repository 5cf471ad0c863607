"""The five colours: kinds of work, never persons, households or places of them."""

from django.db.models import TextChoices


class Colour(TextChoices):
    """What kind of work it is. Labels on persons and households, as some cities use them, are left out on purpose (docs/rules.md)."""

    RED = "red", "红·党建"
    ORANGE = "orange", "橙·安全"
    YELLOW = "yellow", "黄·矛盾"
    GREEN = "green", "绿·环境"
    BLUE = "blue", "蓝·服务"
