"""Bodies and seats for programs."""

from cocon.bases import CoconViewSet
from cocon.bodies.lists import body_list, seat_list
from cocon.bodies.services.bodies import body_acts, seat_acts


class BodyViewSet(CoconViewSet):
    """Bodies within the viewer's posts."""

    acts, listing = body_acts, body_list
    subject = "共建组织"
    texts = {
        "list": ("共建组织列表", "职责范围内的大党委、联席会、议事会等。"),
        "retrieve": ("一个共建组织", "类型、所在区域、成立与撤销日期。"),
    }


class SeatViewSet(CoconViewSet):
    """Seats within the viewer's posts; a unit sees its own."""

    acts, listing = seat_acts, seat_list
    subject = "任职席位"
    texts = {
        "list": ("席位列表", "职责范围内的委员和成员；单位看到本单位的。无权查看个人信息的，姓名与职务为空。"),
        "retrieve": ("一个席位", "席位、单位、任期与备案时间。"),
    }
