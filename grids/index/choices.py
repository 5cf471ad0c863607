"""Parts of the index, its grades, why it is not shown, and the numbers of the formula."""

from django.db.models import TextChoices


class Part(TextChoices):
    """What the index is made of."""

    DISPUTES = "p1", "矛盾纠纷"
    HAZARDS = "p2", "安全隐患"
    ORDER = "p3", "秩序与环境"
    FACILITIES = "p4", "公共设施"
    HANDLING = "p5", "处置效能"
    ACCIDENT = "accident", "突发事件"


class Origin(TextChoices):
    """How a case came about and what became of it, as the index weighs it."""

    OVERDUE = "overdue", "逾期未办结"
    REOPENED = "reopened", "重新办理"
    SELF_FOUND = "self_found", "网格自行发现并按时办结"
    TOLD = "told", "居民、热线或上级反映"


class Grade(TextChoices):
    """What an index says in a word and a colour; red leads to support."""

    GREEN = "green", "优"
    BLUE = "blue", "良"
    ORANGE = "orange", "提醒"
    RED = "red", "预警"


class Hidden(TextChoices):
    """Why an index is not shown."""

    HOUSEHOLDS = "households", "户数少，并入上级"
    CASES = "cases", "事项少，不单独显示"
    PARTNER = "partner", "为保护相邻的少数，不单独显示"
    CALM = "calm", "无事项"


class Change(TextChoices):
    """What has become known of a case after its month was settled."""

    DROPPED = "dropped", "不再计入"
    ADDED = "added", "补记"
    CLASS = "class", "改了分类"
    MOVED = "moved", "移到别处"
    WEIGHT = "weight", "计数有变"


class FormulaKey(TextChoices):
    """Numbers of the formula that those who keep the rules may change, dated."""

    WEIGHT_P1 = "weight_p1", "权重：矛盾纠纷（%）"
    WEIGHT_P2 = "weight_p2", "权重：安全隐患（%）"
    WEIGHT_P3 = "weight_p3", "权重：秩序与环境（%）"
    WEIGHT_P4 = "weight_p4", "权重：公共设施（%）"
    WEIGHT_P5 = "weight_p5", "权重：处置效能（%）"
    LEVEL_L1 = "level_l1", "轻重：网格即办"
    LEVEL_L2 = "level_l2", "轻重：社区"
    LEVEL_L3 = "level_l3", "轻重：街道"
    LEVEL_L4 = "level_l4", "轻重：区级"
    SELF_FOUND = "self_found", "来源：自行发现并按时办结"
    TOLD = "told", "来源：居民、热线或上级反映"
    REOPENED = "reopened", "来源：重新办理"
    OVERDUE = "overdue", "来源：逾期未办结"
    SHRINK = "shrink", "平滑户数"
    FLOOR = "floor", "基准率下限（件/千户·月）"
    SLOPE = "slope", "达到基准率时的扣分"
    ON_TIME = "on_time", "处置效能：按时办结（%）"
    ACCEPT = "accept", "处置效能：按时受理（%）"
    SATISFIED = "satisfied", "处置效能：满意（%）"
    ACCIDENT = "accident", "每起突发事件扣分"
    ACCIDENT_MOST = "accident_most", "突发事件扣分上限"
    GREEN = "green", "优，不低于"
    BLUE = "blue", "良，不低于"
    ORANGE = "orange", "提醒，不低于"
    LEAST_HOUSEHOLDS = "least_households", "显示的最少户数"
    LEAST_CASES = "least_cases", "显示的最少事项数"
