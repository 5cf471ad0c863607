"""Short permanent codes and their Chinese labels for members, report-ins, services and points."""

from django.db.models import IntegerChoices, TextChoices


class ReportInState(TextChoices):
    """States of a report-in (报到); transitions are in `rules.report_in`."""

    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已报到"
    GRIDDED = "gridded", "已入格"
    WITHDRAWN = "withdrawn", "已撤回"
    TRANSFERRED = "transferred", "已转出"
    CLOSED = "closed", "已注销"


class ReportInOrigin(TextChoices):
    """How a report-in came to the community."""

    SELF = "self", "本人报到"
    ROSTER = "roster", "名册导入"
    PROXY = "proxy", "社区代录"


class CloseReason(TextChoices):
    """Why a report-in ended for good."""

    RETIRED = "retired", "退休"
    JOB_MOVED = "job_moved", "调离"
    ABROAD = "abroad", "出国（境）"
    DECEASED = "deceased", "去世"
    OWN_WISH = "own_wish", "本人退出"
    MISTAKE = "mistake", "登记有误"


class ConsentPurpose(TextChoices):
    """One box per purpose (个人信息保护法 Art. 14, 23, 25)."""

    REGISTRATION = "registration", "报到登记与编入网格"
    UNIT_FEEDBACK = "unit_feedback", "向工作单位反馈服务情况"
    NAMED_NOTICE = "named_notice", "积分公示时显示姓名"
    PHOTO = "photo", "公开展示活动照片"
    SKILLS = "skills", "向活动组织者展示特长"


class FreeTime(TextChoices):
    """When a member says they can serve."""

    WEEKDAY_DAY = "weekday_day", "工作日白天"
    WEEKDAY_EVENING = "weekday_evening", "工作日晚上"
    WEEKEND_DAY = "weekend_day", "周末白天"
    WEEKEND_EVENING = "weekend_evening", "周末晚上"
    HOLIDAY = "holiday", "节假日"


class ServiceState(TextChoices):
    """States of a service record; transitions are in `rules.service`."""

    SUBMITTED = "submitted", "待确认"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    VOID = "void", "已作废"


class ServiceOrigin(TextChoices):
    """Where an hour comes from; kept for ever."""

    SELF = "self", "本人填报"
    PROXY = "proxy", "社区代录"
    PAPER = "paper", "手册补录"


class PointCategory(TextChoices):
    """Chapters of the points table (docs/rules.md, "Points")."""

    BASIC = "B", "基本项"
    SERVICE = "S", "服务项"
    GOVERNANCE = "G", "治理项"
    HONOUR = "H", "荣誉项"
    DEDUCTION = "N", "扣减项"


class PointUnit(TextChoices):
    """What one quantity of an item is."""

    TIME = "time", "次"
    HOUR = "hour", "小时"
    MONTH = "month", "月"
    ITEM = "item", "件"
    LEVEL = "level", "级"


class CapWindow(TextChoices):
    """The stretch of time over which a cap counts."""

    DAY = "day", "每日"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"
    YEAR = "year", "每年"


class EntryKind(IntegerChoices):
    """An entry earns, or takes back exactly one earlier entry."""

    EARN = 1, "计入"
    REVERSE = -1, "冲正"
