"""States, origins, pauses and endings of report-ins (报到)."""

from django.db.models import TextChoices


class ReportInState(TextChoices):
    """States of a report-in (报到); transitions are in `services.report_in_acts`."""

    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已报到"
    GRIDDED = "gridded", "已入格"
    POSTED = "posted", "已认岗"
    SERVING = "serving", "服务中"
    SUSPENDED = "suspended", "暂停"
    WITHDRAWN = "withdrawn", "已撤回"
    TRANSFERRED = "transferred", "已转出"
    CLOSED = "closed", "已注销"


class ReportInOrigin(TextChoices):
    """How a report-in came to the community."""

    SELF = "self", "本人报到"
    ROSTER = "roster", "名册导入"
    PROXY = "proxy", "社区代录"


class SuspendReason(TextChoices):
    """Why a member pauses: a list and no free text, so that nobody has to write down an illness."""

    AWAY = "away", "外出学习或工作"
    BUSY = "busy", "工作任务重"
    PERSONAL = "personal", "个人或家庭原因"
    OTHER = "other", "其他原因"


class CloseReason(TextChoices):
    """Why a report-in ended for good."""

    RETIRED = "retired", "退休"
    JOB_MOVED = "job_moved", "调离"
    MOVED_AWAY = "moved_away", "迁居"
    ABROAD = "abroad", "出国（境）"
    DECEASED = "deceased", "去世"
    OWN_WISH = "own_wish", "本人退出"
    MISTAKE = "mistake", "登记有误"
