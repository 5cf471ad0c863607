"""What a page says of itself to those who stand before it."""


def reads_anything(view):
    """Mark a page that checks every word of its address itself and answers odd ones as what names nothing."""
    view.reads_anything = True
    return view


def asks_password(view):
    """Mark a page or a view of the API that is sensitive: who stays signed in gives the password once more."""
    view.asks_password = True
    return view


def asks_password_here(view) -> bool:
    """Whether the page is marked so, or the class that the view was made of."""
    made_of = getattr(view, "cls", None) or getattr(view, "view_class", None)
    return getattr(view, "asks_password", False) or getattr(made_of, "asks_password", False)
