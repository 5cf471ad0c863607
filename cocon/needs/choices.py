"""Needs and claims: lists, sources, reach, states, sides."""

from django.db.models import TextChoices


class NeedList(TextChoices):
    """The list on which a need stands."""

    NEED = "need", "需求清单"
    PROBLEM = "problem", "问题清单"
    DUTY = "duty", "责任清单"
    MEASURE = "measure", "措施清单"


class NeedSource(TextChoices):
    """How the community came to know of it."""

    COMMUNITY = "community", "社区发起"
    VISIT = "visit", "走访"
    HOTLINE = "hotline", "12345热线"
    RESIDENTS = "residents", "居民反映"
    MEETING = "meeting", "会议商定"
    UNIT = "unit", "单位提出"
    OTHER = "other", "其他"


class NeedReach(TextChoices):
    """Which units may see it and take it on."""

    PAIRED = "paired", "与本社区结对的单位"
    STREET = "street", "本街道、镇乡的单位"
    DISTRICT = "district", "本区县的单位"


class NeedState(TextChoices):
    """States of a need; that nothing of it is left to claim is counted, not stored."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤回"


class AskState(TextChoices):
    """What became of what a unit needs: put on the list of needs for others to take on, met by the community, or told why not."""

    ASKED = "asked", "待社区处理"
    PUBLISHED = "published", "已列入需求"
    MET = "met", "已办成"
    DECLINED = "declined", "不能办理"
    WITHDRAWN = "withdrawn", "已撤回"


class ClaimState(TextChoices):
    """States of what a unit takes on of a need."""

    CLAIMED = "claimed", "待确认"
    RUNNING = "running", "实施中"
    SUBMITTED = "submitted", "待验收"
    ACCEPTED = "accepted", "已验收"
    DECLINED = "declined", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "已失效"


class ResourceKind(TextChoices):
    """What is shared."""

    PLACE = "place", "场地"
    GOODS = "goods", "物资"
    TALENT = "talent", "人才"
    SERVICE = "service", "服务"


class ResourceState(TextChoices):
    """Whether it stands on the shared list."""

    SHARED = "shared", "共享中"
    WITHDRAWN = "withdrawn", "已收回"


class Side(TextChoices):
    """Who accepts what was done."""

    UNIT = "unit", "单位"
    COMMUNITY = "community", "社区"


class NeedDeadline(TextChoices):
    """What a number of the dated rules is about in this subject."""

    CLAIM = "cocon_claim", "确认单位认领"
    IDLE = "cocon_idle", "认领后没有进展"
    ACCEPT = "cocon_accept", "共建事项验收"
    UNCLAIMED = "cocon_unclaimed", "需求无人认领"
    ANSWER = "cocon_ask", "答复单位需求"
    PROPOSED = "cocon_proposed", "供需匹配中每个单位最多"
