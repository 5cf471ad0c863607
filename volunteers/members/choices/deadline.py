"""What is expected by when, and how long things are kept. Nothing happens to whoever is late but a reminder."""

from django.db.models import TextChoices


class DeadlineKey(TextChoices):
    """What a number of `DeadlineRule` is about."""

    ACCEPT = "accept", "审核报到"
    GRID = "grid", "编入网格"
    POST = "post", "首次认岗"
    REJOIN = "rejoin", "迁居后重新报到"
    CHECK_IN = "check_in", "半年报到提前提醒"
    YEAR = "year", "年度服务提前提醒"
    YEAR_TIMES = "year_times", "年度服务次数"
    YEAR_HOURS = "year_hours", "年度服务时长"
    WISH = "wish", "办理认领的微心愿"
    WISH_MORE = "wish_more", "微心愿延期或补充"
    WISHES_HELD = "wishes_held", "同时认领微心愿"
    WISH_PHONE = "wish_phone", "微心愿结束后保存电话"
    FEEDBACK = "feedback", "反馈表本人答复"
    DATA = "data", "答复个人信息申请"
    KEEP_PERSON = "keep_person", "退出报到后保存个人信息"
    ERASE_AHEAD = "erase_ahead", "到期删除前告知本人"
    KEEP_WORDS = "keep_words", "保存积分的依据、说明和附件"
    KEEP_NAMES = "keep_names", "公示截止后保存公示姓名"
    KEEP_SHEETS = "keep_sheets", "送达后保存反馈表文字"
