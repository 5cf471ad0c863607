"""Changes to confirmed hours: asked for by one person, decided by another."""

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from volunteers.service.lists import change_list
from volunteers.service.services.hour_changes import hour_changes


class HourChangeViewSet(ActsMixin, ListedViewSet):
    """Changes within the viewer's posts, and to the member's own records."""

    acts, listing = hour_changes, change_list
    permissions = {"*": P.SERVICE_VIEW}
    tag = "服务记录"
    texts = {
        "list": ("时长更正列表", "对已确认服务记录提出的更正，原内容与更正后内容并列。"),
        "retrieve": ("一份时长更正", "原内容、更正后内容、原因与办理情况。"),
    }
