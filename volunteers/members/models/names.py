"""Names as the database compares them, for finding those of one name among all members; `name_key` has the last word."""

import re
import unicodedata

from django.db.models import CharField, Func

NOT_WRITTEN = r"[\s·•・‧∙●⋅᛫ꞏ᭼◦․.．。｡]+"


class Written(Func):
    """What all writings of a name have in common: names that differ here are different."""

    template = f"lower(regexp_replace(normalize(%(expressions)s, NFKC), '{NOT_WRITTEN}', '', 'g'))"
    output_field = CharField()


def written(name: str) -> str:
    """The same of a name in hand."""
    return re.sub(NOT_WRITTEN, "", unicodedata.normalize("NFKC", name)).lower()
