"""阵地: kinds of venues and rooms, what is done to their floor, and the kinds, doors and states of a booking."""

from django.db.models import TextChoices


class VenueKind(TextChoices):
    """What a venue is; the two of OFFICES make up the 公共用房 of a community."""

    CENTRE = "centre", "党群服务中心"
    HALL = "hall", "便民服务大厅"
    STATION = "station", "党群驿站"
    SQUARE = "square", "党建文化广场"
    BASE = "base", "组织生活基地"
    LECTURE = "lecture", "讲习所"
    STUDIO = "studio", "书记工作室"
    POINT = "point", "便民服务网点"
    OTHER = "other", "其他活动场所"


OFFICES = (VenueKind.CENTRE, VenueKind.HALL)


class BaseKind(TextChoices):
    """The four types of a 组织生活基地."""

    EDUCATION = "education", "党性教育"
    PRACTICE = "practice", "实践锻炼"
    SERVICE = "service", "志愿服务"
    CULTURE = "culture", "红色文化"


class RoomUse(TextChoices):
    """What a room is for: 四室三站一厅, and what else there is to book."""

    OFFICE = "office", "党组织办公室"
    MEETING = "meeting", "党员活动室"
    READING = "reading", "图书阅览室"
    MEDIATION = "mediation", "调解室"
    SERVICE_STATION = "service_station", "社区服务站"
    POLICE_STATION = "police_station", "警务站"
    HEALTH_STATION = "health_station", "卫生服务站"
    HALL = "hall", "便民服务厅"
    CLASSROOM = "classroom", "培训教室"
    OUTDOOR = "outdoor", "室外场地"
    OTHER = "other", "其他"


FUNCTIONS = tuple(RoomUse)[:8]
"""四室三站一厅: what each community is to have a room for."""


class FloorChangeKind(TextChoices):
    """What is done to the floor of a venue: the first three change how much there is of it."""

    OPENED = "opened", "启用"
    ADDED = "added", "新增"
    GIVEN_UP = "given_up", "减少"
    RENOVATED = "renovated", "改造"


class NormKey(TextChoices):
    """What a norm of space is about."""

    COMMUNITY = "community", "每个社区公共用房面积"
    PER_HUNDRED = "per_hundred", "每百户公共用房面积"
    LARGE = "large", "大型党群服务中心面积"


class FacilityKind(TextChoices):
    """What a 十五分钟生活圈 needs: it is complete where each is there."""

    CENTRE = "centre", "党群服务中心"
    HEALTH = "health", "卫生服务站"
    ELDERLY = "elderly", "养老服务"
    CHILD = "child", "托幼服务"
    SCHOOL = "school", "小学或幼儿园"
    SHOP = "shop", "便利店或菜店"
    CULTURE = "culture", "文体活动场地"
    GREEN = "green", "公园绿地"


class BookingKind(TextChoices):
    """Whose booking it is; in which state it is says `BookingState`."""

    NORMAL = "normal", "预约"
    BEHALF = "behalf", "代为预约"
    STAFF = "staff", "社区自用"
    SERIES = "series", "长期使用"
    BLOCKED = "blocked", "停用"


class Door(TextChoices):
    """By which of the four ways a booking came."""

    WEB = "web", "网上"
    PHONE = "phone", "手机"
    DESK = "desk", "电话"
    WALK_IN = "walk_in", "现场"


class BookingState(TextChoices):
    """States of a booking; what leads from one to another is in `services.booking_acts`."""

    ASKED = "asked", "待确认"
    CONFIRMED = "confirmed", "已预约"
    WAITING = "waiting", "候补中"
    OFFERED = "offered", "待接受"
    ATTENDED = "attended", "已使用"
    REFUSED = "refused", "未通过"
    CANCELLED = "cancelled", "已取消"
    NO_SHOW = "no_show", "未到"
    LAPSED = "lapsed", "已失效"


HOLDING = (BookingState.CONFIRMED, BookingState.OFFERED, BookingState.ATTENDED)
"""While in one of these nobody else has the room; the database sees to it."""

LIVE = (BookingState.WAITING, BookingState.ASKED, BookingState.OFFERED, BookingState.CONFIRMED)


class RefusedWhy(TextChoices):
    """Why a date of a series could not be had."""

    OVERLAP = "overlap", "重叠"
    CLOSED = "closed", "闭馆"
    RULE = "rule", "规则"


class VenueDeadline(TextChoices):
    """Numbers and terms of bookings that those who keep the rules may change, dated."""

    CONTACT = "booking_contact", "预约使用后保存联系方式"
    NO_SHOWS = "booking_no_shows", "限制预约的未到次数"
    NO_SHOW_DAYS = "booking_no_show_days", "未到次数的统计天数"
    LIMITED = "booking_limited", "限制预约的天数"
    KEEP = "booking_keep", "长期使用再次确认提前"
    OFFER = "booking_offer", "候补接受期限"
    DECIDE = "booking_decide", "确认场地预约"
