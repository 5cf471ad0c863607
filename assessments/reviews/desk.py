"""Reviews on the desk: their course and their roll, read by whoever runs them there and by nobody else."""

from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display

from assessments.declare import Tabs
from assessments.reviews.choices import ReviewState
from assessments.reviews.lists import grade_told, review_list, reviewed_list
from assessments.reviews.models import Review, Reviewed
from assessments.reviews.rules import most_excellent
from assessments.reviews.services.beside import facts_beside
from assessments.reviews.services.reviews import review_acts, reviewed_acts
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin

PAGES = {
    ReviewState.PREPARING: ("录入名册", "review-roll", "groups"),
    ReviewState.OPEN: ("录入票数", "review-votes", "edit_note"),
    ReviewState.ENTERED: ("复录票数", "review-votes", "edit_note"),
    ReviewState.COUNTED: ("登记评定", "review-decide", "how_to_vote"),
}


@admin.register(Review)
class ReviewAdmin(ScopedAdmin):
    """A branch's review of a year; the page of its next step stands beside its acts."""

    view_permission, menu_place = P.MEMBER_REVIEW, "assessments"
    tab_position, tab_group = 90, Tabs.REVIEWS
    acts, listing = review_acts, review_list
    search_fields = ("branch__name",)
    search_help_text = "党支部名称"
    add_label = "开展评议"
    empty_hint = "民主评议党员由支部每年开展一次：录入名册，投票后两人各录一遍票数，登记组织评定，再逐人告知。"
    shows = (
        "state_shown branch year held_on members quota issued returned valid first_by first_at second_by second_at "
        "decided_on decided_by decided_at grades closed_at course"
    )

    def object_links(self, request, review):
        links = []
        second = review.state == ReviewState.ENTERED and review.first_by_id == request.user.pk
        if review.state in PAGES and not second:
            label, name, icon = PAGES[review.state]
            links.append((label, reverse(name, args=[review.pk]), icon))
        if review.members:
            roll = reverse("admin:assessments_reviewed_changelist")
            links.append(("评议名册", f"{roll}?review__id__exact={review.pk}", "groups"))
        return links

    @display(description="优秀名额")
    def quota(self, review):
        return f"最多{most_excellent(review.members)}人（三分之一，不进位）" if review.members else "—"

    @display(description="评定结果")
    def grades(self, review):
        """How many of each grade; who it is stands in the roll."""
        if review.decided_at is None:
            return "—"
        counts: dict[str, int] = {}
        for row in review.roll.order_by("serial"):
            counts[row.get_grade_display()] = counts.get(row.get_grade_display(), 0) + 1
        return "、".join(f"{label}{count}人" for label, count in counts.items())

    @display(description="办理过程")
    def course(self, review):
        return course_shown(review_acts, review)


@admin.register(Reviewed)
class ReviewedAdmin(BulkMixin, ScopedAdmin):
    """Members on rolls, in their order; who takes the list along says why."""

    view_permission, menu_place, tab_group = P.MEMBER_REVIEW, "assessments", Tabs.REVIEWS
    acts, listing = reviewed_acts, reviewed_list
    search_fields = ("review__branch__name",)
    search_help_text = "党支部名称"
    empty_hint = "名册在各支部评议的页面录入；姓名和评定意见加密保存。"
    asks_why_exported = True
    shows = "state_shown review serial name member votes_shown grade_told remark beside told_by told_at course"

    @display(description="组织评定")
    def grade_told(self, row):
        return grade_told(row) or "—"

    @display(description="服务情况（只供参考，不计入评议）")
    def beside(self, row):
        return facts_beside([row], row.review.year).get(row.member_id) or "名册上的人没有对应平台党员"

    @display(description="办理过程")
    def course(self, row):
        return course_shown(reviewed_acts, row)
