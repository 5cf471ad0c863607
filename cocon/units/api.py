"""Units by API: with which communities they are paired, what they bring, what they say of a year."""

from rest_framework import serializers

from cocon.bases import CoconViewSet
from cocon.units.lists import pairing_list, profile_list, year_list
from cocon.units.services.pairings import pairings
from orgtree.api.fields import PlainRefSerializer
from orgtree.api.filters import YearFilter
from orgtree.api.listed import serializer_of

PairingSerializer = serializer_of(
    pairing_list,
    unit=PlainRefSerializer(help_text="单位"),
    state=serializers.CharField(read_only=True, help_text="in_force 结对中，ended 已结束；最后一天仍在结对"),
)


class PairingViewSet(CoconViewSet):
    """Pairings of the viewer's unit, or of communities in the viewer's posts."""

    acts, listing = pairings, pairing_list
    serializer_class = PairingSerializer
    texts = {
        "list": ("结对列表", "本单位的结对，或职责范围内社区的结对。"),
        "retrieve": ("一条结对", "单位、社区与起止日期；最后一天仍在结对。"),
    }


class UnitProfileViewSet(CoconViewSet):
    """What units bring: the viewer's own, those of one's area, and those that one's community is paired with."""

    listing = profile_list
    serializer_class = serializer_of(
        profile_list,
        unit=PlainRefSerializer(help_text="单位"),
    )
    texts = {
        "list": ("共建单位列表", "本单位、职责范围内或结对的单位，所属系统和能提供的支持。"),
        "retrieve": ("一个共建单位", "所属系统和能提供的支持。"),
    }


class UnitYearViewSet(CoconViewSet):
    """What units say of their years, read by the same."""

    listing = year_list
    asked = {"year": YearFilter()}
    serializer_class = serializer_of(year_list, unit=PlainRefSerializer(help_text="单位"))
    texts = {
        "list": ("单位年度共建情况列表", "本单位、职责范围内或结对的单位填写的年度情况。"),
        "retrieve": ("一份单位年度共建情况", "主要做法和成效、存在的问题、下一步打算。"),
    }
