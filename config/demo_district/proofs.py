"""Papers that can be checked without a network: two roots, of which the second office has signed the first."""

from datetime import date, timedelta

from config.demo_district.people import PASSWORD
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.models import Post
from orgtree.proofs.acts import cosign_key_acts, paper_root_acts
from orgtree.proofs.services import seal_papers


def build_proofs(today: date) -> None:
    """By the auditor of the district, whose words are the password of the demo."""
    auditor = Post.objects.live().filter(kind=PostKind.AUDITOR).select_related("holder", "area").first()
    if auditor is None:
        return
    make(cosign_key_acts, "take", area=auditor.area, office="区纪委监委", words=PASSWORD, by=auditor.holder)
    for root in seal_papers(today - timedelta(days=1))[:1]:
        perform_one(paper_root_acts, "cosign", pk=root.pk, by=auditor.holder, words=PASSWORD)
