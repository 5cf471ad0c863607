"""How a month's cases are counted for everybody: four tables, each by one thing alone."""

from django.db.models import TextChoices


class OpenTable(TextChoices):
    """What a table counts by. No table counts by two things at once: of such the cells would be few."""

    PLACE = "place", "按社区"
    GROUP = "group", "按类别"
    SOURCE = "source", "按来源"
    RESULT = "result", "按办理结果"
