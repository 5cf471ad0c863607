"""Communities as the page of space and circles sees them."""

from orgtree.tree.models import Area


class CommunitySpace(Area):
    """A community with its space, functions and circle: counted when it is read (services/space.py), nothing of it is stored."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "用房与生活圈"
        ordering = ["tree_id", "lft"]
