"""来件 of the demo: orders that the hotline sent, some of them cases by themselves, some waiting for somebody and saying why; and what
the community's window dealt with.
"""

from datetime import timedelta

from config.demo_district.district_map import Part
from config.demo_district.members import moment
from grids.doors.services.orders import order_acts
from grids.doors.services.windows import window_acts
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.models import Post

# class, where, what, in which words; days ago. Without a class, or with words about somebody, it waits.
ORDERS = (
    ("0202", "健康路中段", "路灯不亮", "健康路中段三盏路灯连续几晚不亮，行人看不清路。", 3),
    ("0301", "小区东门", "消防通道被占", "小区东门消防通道停满私家车。", 2),
    ("0107", "公交站牌旁", "乱贴小广告", "站牌和电线杆上贴满小广告。", 2),
    ("0207", "老街东段", "路面破损", "老街东段路面坑洼，雨天积水。", 4),
    ("", "广场北侧", "噪声扰民", "晚上十点以后广场音响声音大。", 1),
    ("0403", "居民楼下", "物业不管", "楼道灯坏了，物业经理13800000000说没钱修。", 1),
)
# How many of each kind on the days before today, the latest first.
AT_THE_WINDOW = {"papers": (12, 9, 15, 8, 11), "insurance": (7, 5, 6, 9, 4), "civil": (3, 2, 4, 1, 3), "party": (2, 1)}


def build_doors(part: Part) -> None:
    """In the first part: the orders, received by the centre of the district for the first community; one was sent by mistake."""
    if not part.is_first:
        return
    _count_at_the_window(part)
    district, community = part.places.district, part.communities[0]
    centre = (
        Post.objects.live().filter(kind=PostKind.CASE_CENTRE, area=district).select_related("holder").earliest("pk")
    )
    for number, (code, place, title, words, days) in enumerate(ORDERS, start=1):
        said = {"category_code": code, "place": place, "title": title, "words": words, "asker": "王女士", "phone": ""}
        told_at = moment(part.today - timedelta(days=days), 560)
        known = {"source": "hotline", "outside_number": f"GD{part.today.year}{number:06d}", "area_code": community.code}
        make(order_acts, "receive", by=centre.holder, area=district, told_at=told_at, **known, **said)
    wrong = {"source": "hotline", "outside_number": f"GD{part.today.year}900001", "area": district}
    sent = make(order_acts, "receive", by=centre.holder, **wrong, title="测试工单", words="接口联调").row
    perform_one(order_acts, "discard", pk=sent.pk, by=centre.holder, reason="接口联调，不是真实来件")


def _count_at_the_window(part: Part) -> None:
    place = part.staffed[0]
    for kind, numbers in AT_THE_WINDOW.items():
        for back, number in enumerate(numbers, start=1):
            day = part.today - timedelta(days=back)
            make(window_acts, "count", area=place.area, day=day, kind=kind, number=number, by=place.secretary)
