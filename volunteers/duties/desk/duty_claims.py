"""Claims on posts on the desk: waiting first; appointed and declined many at once, ended one by one."""

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.base import DeskAdmin, ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.owned.desk.keepers import KeptForAll
from volunteers.duties.lists import claim_list, pledge_list
from volunteers.duties.models import DutyClaim, PledgeText
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_posts import publish_pledge
from volunteers.members.desk.behind import MemberFilter


@admin.register(DutyClaim)
class DutyClaimAdmin(BulkMixin, ScopedAdmin):
    """Nobody edits a claim: it is appointed, declined or ended."""

    acts = duty_claims
    view_permission = P.MEMBER_VIEW
    menu_place = "people"
    tab_position = 55
    empty_hint = "党员在手机上认岗，或在“岗位设置”里代录后，出现在这里。"
    listing = claim_list
    list_filter = [MemberFilter]
    search_fields = ("member__name", "post__title")
    search_help_text = "姓名、岗位名称"
    shows = (
        "state_shown member unit_shown post place_shown origin entered_by claimed_at pledge_shown on_paper "
        "appointed_at decided_by ended_at ended_by cause reason"
    )


@admin.register(PledgeText)
class PledgeTextAdmin(KeptForAll, DeskAdmin):
    """Words that people signed are not altered: a new version is added, in force from its date."""

    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    menu_place = "settings"
    tab_position = 64
    empty_hint = "党员认岗时签的承诺；每类岗位一份，修改要发布新的一版。"
    listing = pledge_list
    fields = ("kind", "active_from", "text")

    def save_by_service(self, request, obj, form, change):
        return publish_pledge(**form.cleaned_data, by=request.user)
