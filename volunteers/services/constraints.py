"""Constraints of the database, told to people: what a race past the checks ends in."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from orgtree.errors import RuleBroken

BROKEN = {
    "service_no_overlap": ("overlap", "这段时间已有一条服务记录，同一时间不能重复记录", "started_at"),
    "service_once_per_client_key": ("key_reused", "这一提交标识已用于另一条记录，请刷新页面后重试", "client_key"),
    "service_once_per_session": ("rolled", "这一场活动已为该党员记录过时长", "session"),
    "hour_change_one_open_per_record": ("already_asked", "这条记录已有一份更正在等待办理", None),
    "sign_up_once_per_session": ("on_roll", "已在这一场的名单上", "member"),
    "session_once_per_place_and_time": ("session_twice", "这个时间、地点已有一场", "starts_at"),
    "deed_highest_level_only": ("same_deed", "同一事迹只按最高级别计一次", "deed_key"),
    "deed_once_per_client_key": ("key_reused", "这一提交标识已用于另一事项，请刷新页面后重试", "client_key"),
    "team_place_once_per_person": ("already_in_team", "已在队中，或已提交申请", "member"),
    "team_name_once_per_area": ("team_name", "这一区域已有同名的服务队", "name"),
    "shift_place_no_overlap": ("shift_overlap", "同一时间已排了另一班", None),
    "shift_place_once": ("shift_overlap", "已在这一班", None),
    "report_in_one_live_per_member": ("already_live", "已在一个社区报到，转出或退出后才能重新报到", "community"),
    "check_in_one_live_per_stretch": ("already_filed", "这一期已经提交过", None),
    "data_request_one_waiting_per_kind": ("already_asked", "同一事项已有一份申请在等待办理", None),
    "certificate_one_waiting_per_member": ("already_waiting", "已有一份申请在等待开具", None),
    "duty_claim_one_live_per_member": ("already_claimed", "已认领这个岗位", None),
    "unit_report_in_one_live": ("already_live", "该单位已在这个社区报到，结束后才能重新报到", "community"),
}


@contextmanager
def constraints_as_rules():
    """Run in a savepoint; turn a violation of a known constraint into RuleBroken at the right field."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        broken = BROKEN.get(error.__cause__.diag.constraint_name)
        if broken is None:
            raise
        code, message, field = broken
        raise RuleBroken(code, message, field=field, conflict=True) from error
