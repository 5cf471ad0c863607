"""Each night the papers that are new come below a root; a paper that is below one has a proof; everybody gets the list of roots."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.database.locks import hold_for
from orgtree.declare import registry
from orgtree.declare.opened import ProvenPaper
from orgtree.notices.services import notify
from orgtree.papers.services import next_number
from orgtree.people.models.people import Post
from orgtree.proofs.keys import installation_key, public_of, sign
from orgtree.proofs.models import CosignKey, PaperLeaf, PaperRoot
from orgtree.proofs.rules import AT_MOST, GENESIS, SALT, Proof, after, leaf_of, path_of, root_of, said_of
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.models import Area


def keeper_of(area: Area) -> Area:
    """Where the papers of an area come below a root: its district, else the highest area above it."""
    above = list(area.get_ancestors(include_self=True).order_by("level"))
    return next((one for one in above if one.kind == AreaKind.DISTRICT), above[0])


# --- The night ------------------------------------------------------------------------------------------------------------


def seal_papers(day: date) -> list[PaperRoot]:
    """The roots over all papers that are below none yet; run again, it makes none. Each is whole or not there."""
    waiting, keepers = defaultdict(list), {}
    for kind in registry.proven.values():
        for paper in _unsealed(kind).order_by("pk"):
            area = kind.area(paper)
            keeper = keepers.get(area.pk) or keepers.setdefault(area.pk, keeper_of(area))
            waiting[keeper.pk].append((kind, paper))
    areas = {keeper.pk: keeper for keeper in keepers.values()}
    return [
        _make_root(areas[area_id], day, papers) for area_id in sorted(waiting) for papers in _in_parts(waiting[area_id])
    ]


def _in_parts(papers: list) -> Iterator[tuple]:
    """So many at a time as go below one root."""
    return (tuple(papers[start : start + AT_MOST]) for start in range(0, len(papers), AT_MOST))


def _unsealed(kind: ProvenPaper):
    sealed = PaperLeaf.objects.filter(kind=kind.key, paper_id=OuterRef("pk"))
    return kind.rows().filter(~Exists(sealed))


@transaction.atomic
def _make_root(area: Area, day: date, papers: tuple) -> PaperRoot:
    hold_for("paper-roots")
    salts = [secrets.token_bytes(SALT) for _ in papers]
    leaves = [leaf_of(salt, _said(kind, paper, salt)) for salt, (kind, paper) in zip(salts, papers, strict=True)]
    last = PaperRoot.objects.filter(area=area).order_by("-pk").first()
    root = PaperRoot(
        area=area,
        number=next_number(PaperRoot, "number", f"{day:%Y%m%d}-"),
        place=area.code,
        size=len(papers),
        digest=root_of(leaves).hex(),
        previous=after(last.statement) if last else GENESIS,
        key=public_of(installation_key()),
        made_at=timezone.now(),
    )
    root.signature = sign(installation_key(), root.statement)
    root.save()
    PaperLeaf.objects.bulk_create(
        PaperLeaf(root=root, position=place, kind=kind.key, paper_id=paper.pk, salt=salt.hex(), digest=leaf.hex())
        for place, ((kind, paper), salt, leaf) in enumerate(zip(papers, salts, leaves, strict=True))
    )
    return root


def _said(kind: ProvenPaper, paper: Any, salt: bytes) -> str:
    return said_of(kind.label, kind.said(paper), salt, kind.name(paper))


# --- One paper ------------------------------------------------------------------------------------------------------------


def proofs_of(key: str, papers: Collection) -> dict[int, Proof]:
    """The proofs of these papers of a kind, by id; none of one that is below no root yet, or says something else than it did. Two queries."""
    kind = registry.proven[key]
    own = PaperLeaf.objects.filter(kind=key, paper_id__in=[paper.pk for paper in papers]).select_related("root")
    own = {leaf.paper_id: leaf for leaf in own}
    trees = defaultdict(list)
    beside = PaperLeaf.objects.filter(root__in={leaf.root_id for leaf in own.values()}).order_by("root", "position")
    for root_id, digest in beside.values_list("root", "digest"):
        trees[root_id].append(bytes.fromhex(digest))
    found = {paper.pk: _proof(kind, paper, own[paper.pk], trees) for paper in papers if paper.pk in own}
    return {pk: proof for pk, proof in found.items() if proof}


def _proof(kind: ProvenPaper, paper: Any, leaf: PaperLeaf, trees: dict[int, list[bytes]]) -> Proof | None:
    salt = bytes.fromhex(leaf.salt)
    said = _said(kind, paper, salt)
    if leaf_of(salt, said).hex() != leaf.digest:
        return None
    path = path_of(trees[leaf.root_id], leaf.position)
    return Proof(leaf.root.number, leaf.position, salt, tuple(path), said)


# --- What everybody gets --------------------------------------------------------------------------------------------------


def roots_told() -> dict:
    """All roots with their signatures, the keys that are trusted, and the places of papers that no longer hold. No name, no number of a paper."""
    roots = PaperRoot.objects.select_related("cosign_key").order_by("number")
    return {
        "made_at": timezone.localtime().isoformat(timespec="minutes"),
        "installation": [public_of(installation_key())],
        "offices": [
            {"key": key.public, "office": key.office, "place": key.area.code}
            for key in CosignKey.objects.select_related("area").order_by("taken_at", "pk")
        ],
        "roots": [_root_told(root) for root in roots],
        "void": _void(),
    }


def _root_told(root: PaperRoot) -> dict:
    names = ("number", "place", "size", "digest", "previous", "key", "signature", "cosignature")
    told = {name: getattr(root, name) for name in names}
    return told | {"cosign_key": root.cosign_key.public if root.cosign_key else ""}


def _void() -> dict[str, list[int]]:
    found = defaultdict(list)
    for kind in registry.proven.values():
        in_force = kind.rows().filter(pk=OuterRef("paper_id"))
        gone = PaperLeaf.objects.filter(~Exists(in_force), kind=kind.key).order_by("root__number", "position")
        for number, position in gone.values_list("root__number", "position"):
            found[number].append(position)
    return dict(found)


# --- Reminding ------------------------------------------------------------------------------------------------------------


def remind_of_roots(today: date) -> None:
    """Whoever watches over an area hears in the morning that its roots wait to be cosigned; once a day and area."""
    waiting = PaperRoot.objects.waiting().filter(made_at__date__lt=today).values_list("area", flat=True)
    for area in Area.objects.filter(pk__in=set(waiting)):
        kinds = post_kinds_with(P.AUDIT_VIEW)
        users = Post.objects.live().filter(kind__in=kinds, area=area).values_list("holder", flat=True)
        number = sum(1 for one in waiting if one == area.pk)
        notify(
            users=users,
            key=f"paperroot:{area.pk}:{today}",
            title=f"{number}条凭据摘要待副署",
            text="副署以后，当天开具的服务记录单、服务凭条才能不联网核验。",
            url=reverse("admin:orgtree_paperroot_changelist"),
        )
