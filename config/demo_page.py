"""What the sign-in page of the demonstration says about data that is still being made."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject


def demo_progress(request) -> dict:
    """For templates: `demo_progress`, a `Progress` while the district is not complete, else nothing. Asks when used."""
    return {"demo_progress": SimpleLazyObject(unfinished)}


def unfinished():
    """The progress of a district that is there and not complete; None otherwise."""
    from config.demo_district import is_filled, progress_of_fill  # only pages that ask need all of it

    if not is_filled():
        return None
    progress = progress_of_fill(timezone.localdate())
    return None if progress.is_complete else progress
