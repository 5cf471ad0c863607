"""Reviews of members for programs: how far each branch is. Who was reviewed, votes and grades are no program's business."""

from assessments.bases import AssessViewSet
from assessments.reviews.lists import review_list
from assessments.reviews.services.reviews import review_acts
from orgtree.choices import Permission as P


class ReviewViewSet(AssessViewSet):
    """Reviews within the viewer's posts."""

    acts, listing, permissions = review_acts, review_list, {"*": P.MEMBER_REVIEW}
    texts = {
        "list": ("民主评议列表", "职责范围内各支部的评议进度；不含名册、票数和等次。"),
        "retrieve": ("一次民主评议", "参评人数，发出、收回、有效的张数；不含名册、票数和等次。"),
    }
