"""Terms that follow from posts: whoever is appointed is on the roll of their area at once, and off it with the post."""

from datetime import timedelta

from django.utils import timezone

from grids.staff.choices import TermState
from grids.staff.models import StaffTerm
from grids.staff.rules import ROLE_OF_POST
from grids.staff.services.terms import held_alike, term_acts
from orgtree.acts import follow, note_first
from orgtree.models import Post

DAY = timedelta(days=1)


def follow_post(*, post: Post, by) -> None:
    """The term of a post that says who answers for an area; the one that was entered by hand before is tied to it."""
    role = ROLE_OF_POST.get(post.kind)
    if role is None or post.area_id is None or (post.until and post.until <= post.since):
        return
    until = post.until and post.until - DAY
    known = held_alike(area=post.area, role=role, name=post.holder.name)
    if known and known.post_id is None:
        known.post, known.account, known.until = post, post.holder, until
        follow(term_acts, "tie", [known], by=by)
        return
    term = StaffTerm(area=post.area, role=role, holder=post.holder.name, account=post.holder, post=post)
    term.since, term.until, term.entered_by, term.entered_at = post.since, until, by, timezone.now()
    term.save()
    note_first(term_acts, "follow", term, by=by)


def end_with_posts(*, posts: list[Post], by) -> None:
    """Whose post has ended is no longer on the roll."""
    terms = StaffTerm.objects.filter(post__in=posts, state=TermState.HELD).order_by("pk")
    locked = list(terms.select_for_update(of=("self",), no_key=True).select_related("post"))
    follow(term_acts, "end_with_post", locked, by=by)
