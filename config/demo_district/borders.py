"""A merger of two communities in the demo, planned and not yet confirmed: its preview is there to be looked at."""

from orgtree.borders.services.planning import communities_of, plan_change
from orgtree.choices import BorderKind, PostKind
from orgtree.models import Post


def build_borders() -> None:
    """The last two communities of the first street that has any; nothing is moved."""
    post = Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE).order_by("pk").first()
    last = list(communities_of(post.holder).filter(parent=post.area_id).order_by("-code")[:2]) if post else []
    if len(last) == 2 and last[0].kind == last[1].kind:
        plan_change(kind=BorderKind.MERGE, community=last[1], parts=[last[0]], by=post.holder)
