"""Codes that wait for a call of the community's staff, where the installation sends no messages."""

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.actions import ObjectAction
from orgtree.desk.base import ScopedAdmin
from volunteers.members.lists import phone_code_list
from volunteers.members.models.phone_code import PhoneCode
from volunteers.members.services.phone_codes import LASTS, tell_code


def _tell(request, asked, data) -> str:
    phone, code = tell_code(code_id=asked.pk, by=request.user)
    minutes = LASTS.seconds // 60
    return f"请拨打 {phone}，把验证码 {code} 读给接电话的人（只显示这一次，{minutes}分钟内有效）。不要告诉打进来的人。"


@admin.register(PhoneCode)
class PhoneCodeAdmin(ScopedAdmin):
    """Who asked for a code and waits for a call; nobody writes here by hand."""

    view_permission = P.MEMBER_EDIT
    menu_place = "people"
    tab_position = 60
    empty_hint = "有人在手机上登记报到、更换手机号或忘记密码时，验证码在这里等您打电话告知。"
    listing = phone_code_list
    shows = "purpose phone_shown area asked_at until told_by told_at"
    object_actions = (
        ObjectAction(
            key="tell",
            label="告知验证码",
            permission=P.MEMBER_EDIT,
            run=_tell,
            hint="由您拨打这个手机号，把验证码读给本人，以此确认号码是他的。查看号码会记入个人信息访问记录。",
            icon="call",
            applies=lambda asked: not asked.code_digest,
            shows_result=True,
        ),
    )
