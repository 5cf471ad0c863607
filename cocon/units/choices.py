"""States of what units and communities agree on."""

from django.db.models import TextChoices


class PairingState(TextChoices):
    """Whether a pairing is in force today, read off its days."""

    IN_FORCE = "in_force", "结对中"
    ENDED = "ended", "已结束"


class UnitSystem(TextChoices):
    """The line of work (系统、条线) that a unit belongs to."""

    PARTY = "party", "党政机关"
    LAW = "law", "政法公安"
    EDUCATION = "education", "教育"
    HEALTH = "health", "卫生健康"
    CULTURE = "culture", "文化旅游体育"
    TRADE = "trade", "经贸金融"
    BUILDING = "building", "城建交通"
    UTILITY = "utility", "水电气暖与通信"
    INDUSTRY = "industry", "工业企业"
    FARMING = "farming", "农林水利"
    SOCIAL = "social", "社会组织"
    OTHER = "other", "其他"


class ContactRole(TextChoices):
    """What somebody is at the unit, for those who call."""

    LEADER = "leader", "分管负责人"
    LIAISON = "liaison", "联络员"
    OTHER = "other", "其他联系人"


class UnitNumber(TextChoices):
    """What a number of `DeadlineRule` is about."""

    CONTACT = "unit_contact", "结对结束后保存单位联系人"
