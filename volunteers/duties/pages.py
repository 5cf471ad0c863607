"""A member's posts: what the community needs and why it suits them, the claim with its pledge, the way out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from orgtree.acts import does, make
from orgtree.acts.pages import page_to_do
from orgtree.errors import RuleBroken
from volunteers.duties.forms import PledgeForm
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_matching import PostForMember, posts_for
from volunteers.members.models.report_in import ReportIn
from volunteers.members.pages.access import member_page

PAST_SHOWN = 10


@member_page
def duties(request):
    """Own posts, those that suit, the rest, and what became of earlier claims."""
    rows = posts_for(request.member)
    free = [row for row in rows if not row.claim]
    suited = [row for row in free if row.match and row.post.vacant > 0]
    ended = DutyClaim.objects.mine(request.user).filter(ended_at__isnull=False).select_related("post__area")
    context = {
        "tab": "home",
        "belongs": bool(rows) or ReportIn.objects.mine(request.user).belonging().exists(),
        "own": [row for row in rows if row.claim],
        "suited": suited,
        "others": [row for row in free if row not in suited],
        "past": ended[:PAST_SHOWN],
    }
    return render(request, "volunteers/duties/duties.html", context)


@does(duty_claims, "claim")
@member_page
def duty(request, pk: int):
    """One post with its pledge; a POST signs it and claims the post."""
    row = _row_or_404(request, pk)
    pledge = _pledge(row)
    form = PledgeForm(request.POST or None, pledge=pledge) if pledge else None
    if form and form.is_valid():
        _claim(request, row, form.cleaned_data["pledge"])
        return redirect("member-duty", pk)
    context = {"tab": "home", "row": row, "post": row.post, "claim": row.claim, "form": form, "pledge": pledge}
    return render(request, "volunteers/duties/duty.html", context)


def _row_or_404(request, pk: int) -> PostForMember:
    """The post where the member may claim it, or once did."""
    row = next((row for row in posts_for(request.member) if row.post.pk == pk), None)
    if row:
        return row
    claims = DutyClaim.objects.mine(request.user).filter(post=pk)
    posts = DutyPost.objects.filter(pk__in=claims.values("post")).select_related("area__parent__parent").counted()
    post = get_object_or_404(posts.prefetch_related("skills"))
    return PostForMember(post, None, claims.order_by("-pk").first())


def _pledge(row: PostForMember) -> PledgeText | None:
    """The words to sign; None where the post is not to be claimed: their own, full, or nothing to sign yet."""
    if row.claim or row.post.vacant <= 0:
        return None
    try:
        return pledge_for(row.post.kind)
    except RuleBroken:
        return None


def _claim(request, row: PostForMember, pledge: PledgeText) -> None:
    try:
        made = make(duty_claims, "claim", post=row.post, pledge=pledge, by=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        told = duty_claims.tell_done(duty_claims["claim"], made.row)
        messages.success(request, told if made.is_new else "您先前已经认领这个岗位，没有重复记录。")


release = page_to_do(
    duty_claims,
    "release",
    seen=DutyClaim.objects.mine,
    leads="member-duties",
    done="已退出岗位，已计的积分不变。",
    access=member_page,
)
