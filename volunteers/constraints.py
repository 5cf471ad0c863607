"""What the constraints of this app's tables say to people, where a race gets past the checks."""

from orgtree.declare import Broken, registry

registry.add_constraints(
    {
        "service_no_overlap": Broken("overlap", "这段时间已有一条服务记录，同一时间不能重复记录", "started_at"),
        "service_once_per_client_key": Broken(
            "key_reused", "这一提交标识已用于另一条记录，请刷新页面后重试", "client_key"
        ),
        "service_once_per_session": Broken("rolled", "这一场活动已为该党员记录过时长", "session"),
        "hour_change_one_open_per_record": Broken("already_asked", "这条记录已有一份更正在等待办理"),
        "sign_up_once_per_session": Broken("on_roll", "已在这一场的名单上", "member"),
        "session_once_per_place_and_time": Broken("session_twice", "这个时间、地点已有一场", "starts_at"),
        "deed_highest_level_only": Broken("same_deed", "同一事迹只按最高级别计一次", "deed_key"),
        "deed_once_per_client_key": Broken("key_reused", "这一提交标识已用于另一事项，请刷新页面后重试", "client_key"),
        "team_place_once_per_person": Broken("already_in_team", "已在队中，或已提交申请", "member"),
        "team_name_once_per_area": Broken("team_name", "这一区域已有同名的服务队", "name"),
        "shift_place_no_overlap": Broken("shift_overlap", "同一时间已排了另一班"),
        "shift_place_once": Broken("shift_overlap", "已在这一班"),
        "report_in_one_live_per_member": Broken(
            "already_live", "已在一个社区报到，转出或退出后才能重新报到", "community"
        ),
        "check_in_one_live_per_stretch": Broken("already_filed", "这一期已经提交过"),
        "data_request_one_waiting_per_kind": Broken("already_asked", "同一事项已有一份申请在等待办理"),
        "certificate_one_waiting_per_member": Broken("already_waiting", "已有一份申请在等待开具"),
        "duty_claim_one_live_per_member": Broken("already_claimed", "已认领这个岗位"),
        "member_pair_once": Broken("said_otherwise", "这两个登记已办理过", "other"),
        "unit_report_in_one_live": Broken("already_live", "该单位已在这个社区报到，结束后才能重新报到", "community"),
    }
)
