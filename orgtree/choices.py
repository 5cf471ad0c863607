"""Short permanent codes and their Chinese labels; a code, once stored, is never renamed."""

from django.db.models import TextChoices


class AreaKind(TextChoices):
    """Levels of the administrative tree; their legal parents are in `tree.rules.tree`."""

    PROVINCE = "province", "省"
    CITY = "city", "市"
    DISTRICT = "district", "区县"
    STREET = "street", "街道"
    TOWN = "town", "镇乡"
    COMMUNITY = "community", "社区"
    VILLAGE = "village", "村"
    GRID = "grid", "网格"
    BUILDING = "building", "楼栋"


class PartyOrgKind(TextChoices):
    """Types of party organisation (基层组织工作条例)."""

    WORK_COMMITTEE = "work_committee", "党工委"
    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    GROUP = "group", "党小组"
    HOUSEHOLD = "household", "党员中心户"
    TEMPORARY = "temporary", "临时党组织"


class InstitutionKind(TextChoices):
    """Kinds of unit (单位), departments included."""

    AUTHORITY = "authority", "机关"
    PUBLIC = "public", "事业单位"
    STATE_ENTERPRISE = "state_enterprise", "国有企业"
    PRIVATE_ENTERPRISE = "private_enterprise", "非公企业"
    SOCIAL = "social", "社会组织"
    PROPERTY = "property", "物业企业"
    SCHOOL = "school", "学校"
    MEDICAL = "medical", "医疗机构"
    OTHER = "other", "其他"


class PostKind(TextChoices):
    """The only source of authority; what each may do is written in `scope.rules.grants`."""

    ORGANISATION_DEPT = "organisation_dept", "市/区组织部"
    STREET_COMMITTEE = "street_committee", "街道党工委"
    COMMUNITY_SECRETARY = "community_secretary", "社区书记"
    POINTS_CLERK = "points_clerk", "积分员"
    GRID_WORKER = "grid_worker", "网格员"
    BUILDING_HEAD = "building_head", "楼栋长"
    EMERGENCY_LEAD = "emergency_lead", "应急负责人"
    UNIT_ORG = "unit_org", "单位党组织"
    DEPARTMENT = "department", "部门"
    CASE_CENTRE = "case_centre", "区治理中心"
    ASSESS_OFFICE = "assess_office", "考核办"
    AUDITOR = "auditor", "审计"
    SYSTEM_ADMIN = "system_admin", "系统管理"


class Permission(TextChoices):
    """What a post lets its holder do within its subtree."""

    AREA_VIEW = "area_view", "查看区域"
    AREA_EDIT = "area_edit", "维护区域"
    PARTY_ORG_VIEW = "party_org_view", "查看党组织"
    PARTY_ORG_EDIT = "party_org_edit", "维护党组织"
    INSTITUTION_VIEW = "institution_view", "查看单位"
    INSTITUTION_EDIT = "institution_edit", "维护单位"
    POST_VIEW = "post_view", "查看任职"
    POST_GRANT = "post_grant", "任免岗位"
    POST_CONFIRM = "post_confirm", "确认任职"
    MEMBER_VIEW = "member_view", "查看报到党员"
    MEMBER_EDIT = "member_edit", "维护报到党员"
    PHONE_REVEAL = "phone_reveal", "查看完整手机号"
    REPORT_IN_DECIDE = "report_in_decide", "审核报到与编入网格"
    SERVICE_VIEW = "service_view", "查看服务记录"
    SERVICE_ENTER = "service_enter", "代录服务记录"
    SERVICE_CONFIRM = "service_confirm", "确认服务记录"
    DUTY_MANAGE = "duty_manage", "设岗与认岗"
    ACTIVITY_VIEW = "activity_view", "查看活动与服务队"
    ACTIVITY_MANAGE = "activity_manage", "组织活动、点名与服务队"
    FEEDBACK_SIGN = "feedback_sign", "签发反馈表"
    FEEDBACK_RECEIVE = "feedback_receive", "查收本单位党员反馈表"
    UNIT_REPORT = "unit_report", "办理单位党组织报到"
    CERTIFICATE_ISSUE = "certificate_issue", "开具服务记录单"
    POINTS_VIEW = "points_view", "查看积分"
    CARD_VIEW = "card_view", "查看黄红牌"
    POINTS_ENTER = "points_enter", "登记积分事项"
    POINTS_CONFIRM = "points_confirm", "确认积分事项"
    POINTS_SECOND = "points_second", "复核积分事项"
    POINTS_PUBLISH = "points_publish", "积分公示"
    OBJECTION_DECIDE = "objection_decide", "裁定积分异议"
    BAND_DECIDE = "band_decide", "评定年度等次"
    YEAR_CLOSE = "year_close", "积分年度结账"
    REWARD_MANAGE = "reward_manage", "管理积分兑换"
    EMERGENCY_OPEN = "emergency_open", "启动与结束应急动员"
    EMERGENCY_RUN = "emergency_run", "组织应急动员"
    LEDGER_CHECK = "ledger_check", "核验积分账本"
    RULES_VIEW = "rules_view", "查看积分规则"
    RULES_EDIT = "rules_edit", "维护积分规则"
    BOARD_VIEW = "board_view", "查看看板"
    FORM_REGISTER = "form_register", "登记报表与限时更正"
    FORM_APPROVE = "form_approve", "审批报表、答复要表反映"
    FORM_CONFIRM = "form_confirm", "核对上报报表、答复待核实数字"
    FIGURES_CLOSE = "figures_close", "指标关账"
    IMPORT = "import", "导入表格"
    EXPORT = "export", "导出表格"
    AUDIT_VIEW = "audit_view", "查看审计记录"
    TASK_VIEW = "task_view", "查看任务"
    TASK_GIVE = "task_give", "交办与确认任务"
    TASK_DO = "task_do", "承办任务"
    COCON_VIEW = "cocon_view", "查看共驻共建"
    COCON_MANAGE = "cocon_manage", "办理共驻共建"
    COCON_UNIT = "cocon_unit", "办理本单位共建事项"
    COCON_APPROVE = "cocon_approve", "审批共建组织与项目"
    COCON_FILE = "cocon_file", "共建组织备案"
    COCON_BUDGET = "cocon_budget", "核定共建经费"
    VENUE_MANAGE = "venue_manage", "管理阵地与预约"
    CASE_VIEW = "case_view", "查看网格事项"
    CASE_ENTER = "case_enter", "上报与登记网格事项"
    CASE_HANDLE = "case_handle", "受理与办理网格事项"
    CASE_DISPATCH = "case_dispatch", "交办与核查网格事项"
    CASE_APPROVE = "case_approve", "审批延期、吹哨与评价"
    CASE_UNIT = "case_unit", "办理交办给本单位的网格事项"
    STAFF_VIEW = "staff_view", "查看网格力量"
    STAFF_MANAGE = "staff_manage", "管理网格力量"
    ASSESS_VIEW = "assess_view", "查看考核评议"
    ASSESS_MANAGE = "assess_manage", "组织考核评议与投票"
    ASSESS_ROLL = "assess_roll", "维护投票人与考评人名册"
    ASSESS_DECIDE = "assess_decide", "评定考核等次"
    ASSESS_REPORT = "assess_report", "提交述职与整改"
    MEMBER_REVIEW = "member_review", "组织民主评议党员"
    SURVEY_MANAGE = "survey_manage", "组织群众满意度调查"
    RECTIFY_MANAGE = "rectify_manage", "督办整改与约谈"
    KEY_TASK_MANAGE = "key_task_manage", "管理重点任务"
    HONOUR_MANAGE = "honour_manage", "管理示范、荣誉与培训"


OWN = "own"
# What an API token may be limited to: any permission, and a member's own affairs, which need no post.
TokenScope = TextChoices("TokenScope", {**{p.name: (p.value, p.label) for p in Permission}, "OWN": (OWN, "本人事务")})


class PeriodKind(TextChoices):
    """Lengths of a reporting period."""

    MONTH = "M", "月"
    QUARTER = "Q", "季"
    YEAR = "Y", "年"


class JobState(TextChoices):
    """Life of an uploaded spreadsheet, from upload to the rows it wrote."""

    CHECKING = "checking", "正在检查"
    READY = "ready", "待确认"
    INVALID = "invalid", "有错误"
    APPLYING = "applying", "正在写入"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    UNDOING = "undoing", "正在撤销"
    UNDONE = "undone", "已撤销"
    DISCARDED = "discarded", "已放弃"


class BorderKind(TextChoices):
    """What becomes of communities whose borders move."""

    MERGE = "merge", "合并社区"
    SPLIT = "split", "拆分社区"


class BorderState(TextChoices):
    """A change of borders is planned, agreed to for a later day, done, and undone on the same day."""

    PLANNED = "planned", "待确认"
    AGREED = "agreed", "待生效"
    DONE = "done", "已生效"
    CANCELLED = "cancelled", "已取消"
    UNDONE = "undone", "已撤销"


class Standing(TextChoices):
    """Whether what is never deleted is still in being: areas, party organisations, units, accounts."""

    OPEN = "open", "在册"
    ENDED = "ended", "已撤销"


class PostState(TextChoices):
    """A post by its days."""

    WAITING = "waiting", "待确认"
    COMING = "coming", "未到任"
    LIVE = "live", "在任"
    ENDED = "ended", "已离任"


class TokenState(TextChoices):
    """A token of the API by the clock, and by its owner."""

    LIVE = "live", "有效"
    EXPIRED = "expired", "已过期"
    REVOKED = "revoked", "已吊销"


class SignInKind(TextChoices):
    """What the record of sign-ins and refusals tells."""

    ENTERED = "entered", "登录成功"
    PROVED = "proved", "再次核对密码"
    WRONG = "wrong", "账号或密码不正确"
    LOCKED = "locked", "锁定期间再试"
    SLOWED = "slowed", "此地址尝试过多"
    ENDED = "ended", "退出一台设备"
    FORBIDDEN = "forbidden", "没有权限"
    UNREACHED = "unreached", "不在管理范围或不存在"
    SECOND = "second", "须由另一人办理"
    CODE = "code", "验证码不正确"
    RESET = "reset", "用验证码重设密码"


class RunState(TextChoices):
    """Life of a long work in the background."""

    QUEUED = "queued", "等待处理"
    RUNNING = "running", "正在处理"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    STOPPED = "stopped", "已停止"


class DeadlineUnit(TextChoices):
    """What the number of a deadline counts."""

    WORKDAY = "workday", "个工作日"
    DAY = "day", "天"
    MONTH = "month", "个月"
    TIME = "time", "次"
    HOUR = "hour", "小时"
    CLOCK_HOUR = "clock_hour", "小时（不分昼夜）"


class RuleState(TextChoices):
    """Whether a rule that takes two persons has had its second."""

    PROPOSED = "proposed", "待第二人确认"
    PUBLISHED = "published", "已发布"
    DECLINED = "declined", "未采用"


class TaskState(TextChoices):
    """Life of a task that one office gives another."""

    GIVEN = "given", "待接收"
    ACCEPTED = "accepted", "办理中"
    REPORTED = "reported", "待确认"
    CONFIRMED = "confirmed", "已完成"
    CANCELLED = "cancelled", "已取消"


class ChannelKind(TextChoices):
    """Ways besides the app in which a notice may go out."""

    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    WECOM = "wecom", "企业微信"


class DeliveryState(TextChoices):
    """Life of one notice by one channel."""

    WAITING = "waiting", "等待发送"
    TAKEN = "taken", "已取出"
    SENT = "sent", "已发送"
    UNSURE = "unsure", "可能未送达"
    FAILED = "failed", "未发送"
    DROPPED = "dropped", "不必发送"


class FormState(TextChoices):
    """A form that an office asks for: registered by one, approved by another, over with its last day."""

    PROPOSED = "proposed", "待审批"
    LIVE = "live", "在用"
    DECLINED = "declined", "未批准"
    STOPPED = "stopped", "已停用"
    EXPIRED = "expired", "已到期"


class FormShape(TextChoices):
    """What a line of the office's table is."""

    AREAS = "areas", "一行一个区域"
    ITEMS = "items", "一行一项内容"
    ROWS = "rows", "一行一条记录"


class CellSpan(TextChoices):
    """Of which time a column speaks, seen from the period that is reported."""

    THIS = "P", "本期"
    YEAR = "Y", "本年累计"
    BEFORE = "B", "上期"
    LAST_YEAR = "L", "上年同期"


class BurdenKey(TextChoices):
    """Numbers of 要表负担 that those who keep the rules may change, dated: how long a community needs."""

    KNOWN = "known", "核对一个自动填好的栏目（分钟）"
    ASKED = "asked", "补填一个栏目（分钟）"
    MEETING = "meeting", "没有写时长的会议（分钟）"
    PAGE = "page", "写一页材料（分钟）"


class LoadKind(TextChoices):
    """What takes time besides forms."""

    MEETING = "meeting", "会议"
    PAGE = "page", "材料"


class ReturnState(TextChoices):
    """One form of one area and period: waits for those below, is checked, reported, opened again for a time."""

    WAITING = "waiting", "待下级"
    OPEN = "open", "待核对"
    CONFIRMED = "confirmed", "已上报"
    UNLOCKED = "unlocked", "限时更正"
    LAPSED = "lapsed", "不再要求"


class ProtestKind(TextChoices):
    """What is wrong with a demand for figures."""

    REPEATED = "repeated", "重复要数"
    UNREGISTERED = "unregistered", "没有登记的报表"


class ProtestState(TextChoices):
    """Whether the office that watches over forms has answered."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"


class DoubtState(TextChoices):
    """Whether a word on a number was answered."""

    OPEN = "doubted", "待核实"
    ANSWERED = "answered", "已答复"


class DoubtVerdict(TextChoices):
    """What its keepers found."""

    RIGHT = "right", "数字无误"
    MENDED = "mended", "已在台账更正"
    MEANT = "meant", "口径如此"


class RootState(TextChoices):
    """Whether a second office has signed a root over papers."""

    WAITING = "waiting", "待副署"
    COSIGNED = "cosigned", "已副署"


class CosignKeyState(TextChoices):
    """Whether roots are cosigned with a key."""

    LIVE = "live", "在用"
    ENDED = "ended", "已停用"


class ViewPage(TextChoices):
    """Which page a kept view opens."""

    BOARD = "board", "看板"
    COMPARE = "compare", "区域比较"
    REPORT = "report", "工作报表"


class ViewSpan(TextChoices):
    """Of which period a kept view is, when it is opened."""

    NOW = "now", "总是本期"
    LAST = "last", "总是上期"
    FIXED = "fixed", "保存时的那一期"
