"""The columns of certificates and slips, of rewards and of what points bought, for the desk, workbooks, figures and the member's own copy."""

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column, unsummed_columns
from volunteers.members.lists import member_columns
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.models.reward import Redemption, Reward, RewardWindow
from volunteers.recognition.models.service_slip import ServiceSlip

CERTIFICATE_COLOURS = {"待开具": "warning", "有效": "success", "未开具": "danger", "已作废": "info"}
REDEMPTION_COLOURS = {"待领取": "warning", "已领取": "success", "已取消": "info"}

certificate_list = declare_list(
    Certificate,
    columns=columns_of(Certificate, "purpose requested_at decided_at reason")
    | member_columns()
    | {
        "state": state_column(Certificate, CERTIFICATE_COLOURS),
        "number": Column("编号", lambda row: row.number or "未开具", order="number"),
        "community": Column("开具社区", lambda row: row.community.name, order="community"),
        "stretch": Column("服务时间", lambda row: row.stretch, order="since"),
        "hours": Column(
            "时长（小时）", lambda row: row.hours if row.number else None, number=True, decimals=1, field="hours"
        ),
        "times": Column("次数", lambda row: row.times if row.number else None, number=True, field="times"),
        "code": Column("校验码", lambda row: row.code),
        "lines": Column("明细", lambda row: row.lines_in_words),
    },
    desk="state number member stretch hours requested_at",
    links="state number",
    filters=("state", "community"),
    order="-state -requested_at -pk",  # requested, revoked, issued, declined
    loads=("member", "community__parent", "decided_by"),
    member="member",
    own="number stretch state hours purpose requested_at decided_at reason",
    api=(
        "id number member community since until purpose state state_label lines times hours digest requested_at "
        "decided_at revoked_at reason"
    ),
    asked_by="state member under",
    ordered_by="requested_at",
)
slip_list = declare_list(
    ServiceSlip,
    columns=columns_of(ServiceSlip, "number hours issued_at")
    | {
        "when": Column("服务时间", lambda slip: slip.when_in_words),
        "kind": Column("类别", lambda slip: slip.kind.name),
    },
    loads=("kind",),
    order="-issued_at -pk",
    member="record__member",
    own="number when kind hours issued_at",
)
redemption_list = declare_list(
    Redemption,
    columns=columns_of(Redemption, "quantity points reserved_at decided_at reason")
    | member_columns()
    | {
        "state": state_column(Redemption, REDEMPTION_COLOURS),
        "code": Column("领取码", lambda row: row.code, order="pk"),
        "reward": Column("兑换品", lambda row: row.reward.name, order="reward"),
    },
    desk="state code member reward quantity points reserved_at",
    links="state code",
    filters=("state", "reward__window"),
    order="-state -reserved_at -pk",
    loads=("member", "reward__window__area"),
    member="member",
    own="reward quantity points state reserved_at decided_at reason",
    api="id code member area reward reward_name quantity points state state_label reserved_at decided_at reason",
    asked_by="state member reward",
    ordered_by="reserved_at",
)
window_list = declare_list(
    RewardWindow,
    columns=columns_of(RewardWindow, "label opens_on closes_on pick_up") | area_columns("兑换区域"),
    desk="label area opens_on closes_on pick_up",
    filters=("area",),
    loads=("area",),
)
reward_list = declare_list(
    Reward,
    columns=columns_of(Reward, "name kind window stock is_active")
    | unsummed_columns(Reward, "per_person")
    | {
        "price": Column("每件积分", lambda reward: reward.cost, number=True, decimals=1, order="cost"),
        "left": Column("剩余", lambda reward: reward.left, number=True, field="left"),
    },
    desk="name kind window price stock left per_person is_active",
    filters=("kind", "is_active", "window"),
    loads=("window",),
    api="id area kind kind_label name cost stock left per_person is_active window opens_on closes_on pick_up",
    ordered_by="cost name",
)
