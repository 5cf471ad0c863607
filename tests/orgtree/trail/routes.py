"""Addresses of the trail's roots."""

ROUTES: dict[str, tuple[str, ...]] = {"desk/orgtree/trailroot/<int:pk>/line.<str:form>": ("=999999", "=txt")}
