"""Certificates come below the nightly roots, so that they can be checked without a network."""

from operator import attrgetter

from orgtree.declare.opened import ProvenPaper
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.services.certificate_sheets import PAPER, said_on


def in_force():
    return Certificate.objects.in_force().select_related("member", "community__parent")


PROVEN = ProvenPaper(PAPER, "服务记录单", in_force, attrgetter("community"), said_on, attrgetter("member.name"))
