"""What a page says of itself to those who stand before it."""


def reads_anything(view):
    """Mark a page that checks every word of its address itself and answers odd ones as what names nothing."""
    view.reads_anything = True
    return view
