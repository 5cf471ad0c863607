"""Roots over papers on the desk: cosigned by whoever watches over the area; and the words by which that office does."""

from django.contrib import admin
from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.proofs.acts import cosign_key_acts, paper_root_acts
from orgtree.proofs.lists import cosign_key_list, paper_root_list
from orgtree.proofs.models import CosignKey, PaperRoot


@admin.register(PaperRoot)
class PaperRootAdmin(BulkMixin, ScopedAdmin):
    """What waits to be cosigned first. A root says how many papers are below it, and none of them."""

    acts, listing = paper_root_acts, paper_root_list
    view_permission = P.AUDIT_VIEW
    menu_place, tab_position, tab_group = "audit", 28, "凭据副署"
    duty_permissions = (P.AUDIT_VIEW,)
    empty_hint = "每天23:30把当天开具的服务记录单、服务凭条连成一个数，由另一家单位副署；以后拿着纸不联网也能核验真伪。"
    shows = (
        "state_shown number area_shown place size digest previous key signature made_at office_shown cosignature "
        "cosigned_by cosigned_at course"
    )

    @admin.display(description="办理过程")
    def course(self, root):
        return course_shown(paper_root_acts, root)

    def object_links(self, request, obj):
        return [("公开的凭据摘要", reverse("proofs"), "public")]


@admin.register(CosignKey)
class CosignKeyAdmin(ScopedAdmin):
    """Which office cosigns, since when."""

    acts, listing = cosign_key_acts, cosign_key_list
    view_permission = P.AUDIT_VIEW
    menu_place, tab_group = "audit", "凭据副署"
    duty_permissions = (P.AUDIT_VIEW,)
    empty_hint = "副署单位自己定一个口令登记在这里，以后凭口令副署。"
    shows = "state_shown area_shown office public taken_by taken_at ended_at course"

    @admin.display(description="办理过程")
    def course(self, key):
        return course_shown(cosign_key_acts, key)
