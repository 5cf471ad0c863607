"""What a person may ask about the data kept on them, and how far the request has come."""

from django.db.models import TextChoices


class DataRequestKind(TextChoices):
    """The rights of 个人信息保护法 Art. 44–48 that need somebody at the desk."""

    CORRECT = "correct", "更正、补充"
    COPY = "copy", "查阅、复制"
    DELETE = "delete", "删除"
    RESTRICT = "restrict", "限制使用"
    EXPLAIN = "explain", "解释说明"


class DataRequestState(TextChoices):
    """States of a request; transitions are the acts of `home.services.data_requests`."""

    WAITING = "waiting", "待办理"
    DONE = "done", "已办结"
    REFUSED = "refused", "不予办理"
    WITHDRAWN = "withdrawn", "已撤回"
