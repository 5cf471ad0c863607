"""What a scheme is for, where its numbers come from, the grades that it may give, and what caps a grade."""

from django.db.models import TextChoices


class RoundKind(TextChoices):
    """The kinds of assessment; all run by the same engine."""

    REPORT = "report", "述职评议"
    STARS = "stars", "星级评定"
    DEPARTMENTS = "departments", "街道评部门"
    UNITS = "units", "大党委成员单位考核"
    VISITS = "visits", "观摩评比"
    LINKED = "linked", "三级联创"
    PIONEER = "pioneer", "先锋指数"


class Level(TextChoices):
    """Who is assessed; areas by their kind, units by theirs."""

    DISTRICT = "district", "区县"
    STREET = "street", "街道（镇）"
    COMMUNITY = "community", "社区（村）"
    DEPARTMENT = "department", "部门"
    STATION = "station", "派驻机构"
    UNIT = "unit", "成员单位"


class SchemeState(TextChoices):
    """A published scheme never changes: what comes after it is another version."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    DROPPED = "dropped", "已作废"


class ComponentSource(TextChoices):
    """Where the points of a component come from."""

    FIGURE = "figure", "指标"
    PANEL = "panel", "考评组"
    BALLOT = "ballot", "测评"
    SURVEY = "survey", "满意度"
    DECIDED = "decided", "组织评定"


class Grade(TextChoices):
    """Every grade that some scheme may give; which of them, and from how many points, is in its bands."""

    GOOD = "good", "好"
    FAIR = "fair", "较好"
    PLAIN = "plain", "一般"
    POOR = "poor", "差"
    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BARELY = "barely", "基本称职"
    NOT_COMPETENT = "incompetent", "不称职"
    STAR5 = "star5", "五星"
    STAR4 = "star4", "四星"
    STAR3 = "star3", "三星"
    STAR2 = "star2", "二星"
    STAR1 = "star1", "一星"
    STAR0 = "star0", "未评星"
    ADVANCED = "advanced", "先进"
    STANDARD = "standard", "达标"
    LAGGING = "lagging", "后进"


class CapKind(TextChoices):
    """What holds a grade down, whatever the points say."""

    COMPONENT_BELOW = "below", "某项得分低于"
    CLASS_POOR = "class_poor", "某类投票中一般和差的比例达到"
    BALLOT_BAD = "ballot_bad", "全部投票中差的比例达到"
    RECTIFIED_BELOW = "rectified", "上年整改销号率低于（%）"
    VETO = "veto", "一票否决"


class ExtraKind(TextChoices):
    """What is added or taken off outside the components, or rules a grade out."""

    PLUS = "plus", "加分"
    MINUS = "minus", "扣分"
    VETO = "veto", "一票否决"
