"""Roots over papers and keys that cosign them, for the contract of acts and the tests of this subject."""

from itertools import count

from django.utils import timezone

from orgtree.choices import AreaKind
from orgtree.models import Area, CosignKey, PaperRoot
from orgtree.proofs.keys import installation_key, key_from, public_of, sign
from orgtree.proofs.rules import GENESIS
from orgtree.tree.services.tree import create_area

WORDS = "春风化雨润物细无声一二三"
SERIALS = count(1)


def own_area(town, member) -> Area:
    """An area that no other root or key is of."""
    serial = next(SERIALS)
    code = f"370702001001-9{serial:05d}"
    return create_area(parent_id=town.east.pk, kind=AreaKind.GRID, code=code[:16], name=f"凭据网格{serial}", by=None)


def key_at(area, by, words: str = WORDS) -> CosignKey:
    salt = f"{area.pk:032x}"
    public = public_of(key_from(words, salt))
    return CosignKey.objects.create(
        area=area, office="区纪委监委", public=public, salt=salt, taken_by=by, taken_at=timezone.now()
    )


def root_at(area) -> PaperRoot:
    """A root over nothing, signed by the platform."""
    root = PaperRoot(area=area, number=f"20200101-{area.pk}", place=area.code, size=1, digest="ab" * 32)
    root.previous, root.key, root.made_at = GENESIS, public_of(installation_key()), timezone.now()
    root.signature = sign(installation_key(), root.statement)
    root.save()
    return root


def live_key(town, member) -> CosignKey:
    return key_at(own_area(town, member), town.auditor)


def waiting_root(town, member) -> PaperRoot:
    area = own_area(town, member)
    key_at(area, town.auditor)
    return root_at(area)
