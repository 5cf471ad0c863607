"""The API made from declared lists: references are named alike wherever they stand, and nothing is guessed."""

import pytest
from rest_framework import serializers

from config.api import router
from orgtree.api.listed import ListedViewSet, _filter_of, serializer_of
from orgtree.lists import named_by
from volunteers.members.models.member import Member
from volunteers.service.lists import service_list
from volunteers.standing.lists import objection_list


def listed() -> list[type[ListedViewSet]]:
    return [viewset for _, viewset, _ in router.registry if issubclass(viewset, ListedViewSet)]


def bare_references(serializer: type[serializers.ModelSerializer]) -> list[str]:
    """Fields that give the number alone of a row which other rows name; one of its own kind, such as a superior, is named by its number."""
    model = serializer.Meta.model
    return [
        f"{model.__name__}.{name}"
        for name, field in serializer().fields.items()
        if isinstance(field, serializers.PrimaryKeyRelatedField)
        and named_by(related := model._meta.get_field(field.source).related_model)
        and related is not model
    ]


def test_there_are_many():
    assert len(listed()) > 15


@pytest.mark.parametrize("viewset", listed(), ids=lambda viewset: viewset.__name__)
def test_who_is_named_by_one_row_is_named_by_all(viewset):
    assert bare_references(viewset.serializer_class) == []


def test_a_bare_number_of_a_member_is_found():
    class Planted(serializers.ModelSerializer):
        class Meta:
            model = service_list.model
            fields = ["id", "member"]

    assert bare_references(Planted) == ["ServiceRecord.member"]


def test_a_row_is_found_wherever_it_stands():
    made = serializer_of(objection_list, publication=None, line_name=None, year_account=None)
    assert made._declared_fields["member"].Meta.model is Member


def test_what_is_no_code_and_no_reference_is_not_guessed():
    with pytest.raises(TypeError, match="ServiceRecord.note"):
        _filter_of(service_list, "note")
