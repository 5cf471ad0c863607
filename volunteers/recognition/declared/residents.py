"""Checking a paper of service, on a community's page for residents."""

from django.urls import reverse

from orgtree.declare import DoorLine, DoorPart, registry

registry.add_doors(
    [
        DoorPart(
            "volunteers.papers",
            90,
            "核对证书",
            lambda community: [DoorLine("核对志愿服务证书", "输入证书上的编号", reverse("certificate-check"))],
        )
    ]
)
