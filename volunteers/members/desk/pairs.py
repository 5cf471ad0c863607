"""Files that look like one person on the desk: found with their reasons, and what was said of them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from orgtree.acts import does, make
from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.errors import RuleBroken
from orgtree.looks.services.access import record_shown
from orgtree.text.namesakes import tell_apart
from orgtree.text.rules.numbers import row_id
from volunteers.members.lists import pair_list
from volunteers.members.models.member import Member
from volunteers.members.models.pair import MemberPair
from volunteers.members.services.doubles import find_doubles
from volunteers.members.services.pair_acts import pairs

ON_A_PAGE = 20


@admin.register(MemberPair)
class MemberPairAdmin(ScopedAdmin):
    """What was said of pairs; those that were found stand on a page of their own."""

    acts = pairs
    view_permission = P.MEMBER_EDIT
    menu_place = "people"
    tab_position, tab_group = 82, "重复登记"
    empty_hint = "在“疑似重复登记”里核实过的，出现在这里。"
    listing = pair_list
    search_fields = ("member__name", "other__name")
    search_help_text = "姓名"
    shows = "state_shown member other entered_by entered_at decided_by decided_at"

    def get_object(self, request, object_id, from_field=None):
        """Both are called by what tells them apart: the page is about two of one name."""
        pair = super().get_object(request, object_id, from_field)
        tell_apart([pair.member, pair.other] if pair else [])
        return pair

    def get_urls(self):
        found = path("doubles/", self.admin_site.admin_view(self.doubles_view), name="volunteers_memberpair_doubles")
        return [found, *super().get_urls()]

    @does(pairs, "tell_apart")
    def doubles_view(self, request):
        """GET shows pairs that are probably one person, and why; POST notes that one of them is two. 403 without MEMBER_EDIT."""
        if not request.user.holds(P.MEMBER_EDIT):
            raise PermissionDenied
        if request.method == "POST":
            self._tell_apart(request)
            return HttpResponseRedirect(request.get_full_path())
        page = Paginator(find_doubles(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
        shown = [member for double in page for member in (double.member, double.other)]
        record_shown(actor=request.user, rows=shown, subject="疑似重复登记")
        context = {**self.admin_site.each_context(request), "title": "疑似重复登记", "page": page}
        return TemplateResponse(request, "volunteers/members/desk/doubles.html", context)

    def _tell_apart(self, request) -> None:
        one, _, other = request.POST.get("apart", "").partition("-")
        kept = {member.pk: member for member in Member.objects.filter(pk__in=[row_id(one) or 0, row_id(other) or 0])}
        try:
            if len(kept) < 2:
                raise RuleBroken("not_found", "没有这一对登记，请刷新页面后重试")
            made = make(pairs, "tell_apart", by=request.user, member=kept[min(kept)], other=kept[max(kept)])
        except RuleBroken as broken:
            self.message_user(request, broken.message, messages.ERROR)
        else:
            self.message_user(request, pairs.tell_done(pairs["tell_apart"], made.row), messages.SUCCESS)
