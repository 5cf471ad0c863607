"""What most finders of the desk's search do: look a word up in one field of the rows within reach."""

from django.urls import reverse

from orgtree.declare import Found


def page_of(row) -> str:
    """The address of a row's page on the desk."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def find_by(model, permission: str, lookup: str):
    """A `Finder.find` of the rows whose field `lookup` contains the text, the newest first, with their state beside it."""

    def find(user, text: str, most: int) -> list[Found]:
        rows = model.objects.allowed(user, permission).filter(**{f"{lookup}__icontains": text})
        return [Found(getattr(row, lookup), _state(row), page_of(row)) for row in rows.order_by("-pk")[:most]]

    return find


def _state(row) -> str:
    return row.get_state_display() if hasattr(row, "get_state_display") else ""
