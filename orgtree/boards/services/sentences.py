"""Sentences of reports, added and changed by the offices that publish them."""

from collections import Counter

from django.db import transaction

from orgtree.boards.models import ReportSentence
from orgtree.boards.rules import WORDS, Unreadable, check_sentence
from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.declare import registry
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import within_reach
from orgtree.tree.models import Area
from orgtree.units.services.seats import seat_area


def names_of_figures() -> dict[str, str]:
    """{key: what people call it} of everything that a sentence may hold; a name that two share is left to its key."""
    labels = WORDS | {key: figure.label for key, figure in registry.catalogue().items()}
    shared = {label for label, count in Counter(labels.values()).items() if count > 1}
    return {key: label for key, label in labels.items() if label not in shared}


@transaction.atomic
def add_sentence(*, area: Area, label: str, text: str, position: int = 0, is_active: bool = True, by) -> ReportSentence:
    """The new sentence. Raises RuleBroken at the wrong field: an unknown figure, an area out of reach, a label twice."""
    sentence = ReportSentence(area=seat_area(area, P.RULES_EDIT, by), position=position, is_active=is_active)
    return _write(sentence, label, text)


@transaction.atomic
def change_sentence(
    *, sentence_id: int, label: str, text: str, position: int = 0, is_active: bool = True, by
) -> ReportSentence:
    """The sentence as changed; its area stays. Raises RuleBroken at the wrong field."""
    sentence = within_reach(ReportSentence, P.RULES_EDIT, by).select_for_update().filter(pk=sentence_id).first()
    if sentence is None:
        raise not_found("句子")
    sentence.position, sentence.is_active = position, is_active
    return _write(sentence, label, text)


def _write(sentence: ReportSentence, label: str, text: str) -> ReportSentence:
    sentence.label, sentence.text = label.strip(), text.strip()
    try:
        check_sentence(sentence.text, known=registry.catalogue())
    except Unreadable as error:
        raise RuleBroken("sentence", str(error), field="text") from error
    check_valid(sentence)
    sentence.save()
    return sentence
