"""What a second office does: it takes a key made of its own words, cosigns roots with it, and gives it up."""

import secrets

from orgtree.acts import Act, Acts, Ask, Doing, Making, asks_of, declare_acts, rows_at
from orgtree.choices import CosignKeyState, RootState
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.proofs.keys import is_signed, key_from, public_of, sign
from orgtree.proofs.models import CosignKey, PaperRoot
from orgtree.proofs.rules import SHORTEST_WORDS, cosigned
from orgtree.proofs.services import keeper_of
from orgtree.tree.models import Area

WORDS = Ask(
    "words",
    "副署口令",
    longest=60,
    shortest=SHORTEST_WORDS,
    is_secret=True,
    unscanned="a password: it is kept nowhere",
    help=f"{SHORTEST_WORDS}个字以上，由副署单位自己定；平台不保存，只用它当场签名",
)


def _take(key: CosignKey, doing: Doing) -> None:
    """Keep the public half of what the words make. Raises RuleBroken at `area`."""
    if keeper_of(key.area).pk != key.area.pk:
        raise RuleBroken("area", "凭据摘要按区县生成，请选择区县", field="area")
    key.salt = secrets.token_hex(16)
    key.public = public_of(key_from(doing.said["words"], key.salt))


def _known(doing: Doing) -> CosignKey | None:
    """The key in use, where these are its words."""
    key = CosignKey.objects.live().filter(area=doing.said["area"], office=doing.said["office"]).first()
    return key if key and public_of(key_from(doing.said["words"], key.salt)) == key.public else None


def _end(key: CosignKey, doing: Doing) -> None:
    key.ended_at = doing.at


cosign_key_acts = declare_acts(
    Acts(
        CosignKey,
        account="taken_by_id",
        loads=("area",),
        called="副署口令",
        acts=(
            Making(
                "take",
                "登记副署口令",
                "登记",
                CosignKeyState.LIVE,
                permission=P.AUDIT_VIEW,
                asks=(
                    *asks_of(
                        CosignKey, "area", area={"rows": rows_at(Area, P.AUDIT_VIEW), "found_by": (CosignKey, "area")}
                    ),
                    *asks_of(CosignKey, "office"),
                    WORDS,
                ),
                stamps=("taken_by", "taken_at"),
                run=_take,
                known=_known,
                done="已登记。请记牢副署口令：平台不保存，忘记只能停用后另行登记。",
                hint="由与开具凭据的单位不同的一家登记。口令只有副署单位知道，平台的管理人员也不能代为副署。",
                icon="key",
            ),
            Act(
                "end",
                "停用",
                "停用",
                frozenset({CosignKeyState.LIVE}),
                CosignKeyState.ENDED,
                permission=P.AUDIT_VIEW,
                run=_end,
                done="已停用。以前的副署仍然有效，今后的须另行登记口令。",
                hint="口令忘记、可能泄露或换了副署单位时停用。",
                icon="block",
            ),
        ),
    )
)


def _cosign(root: PaperRoot, doing: Doing) -> None:
    """Sign what the platform signed. Raises RuleBroken (`no_key`, `altered`, and at `words`)."""
    key = doing.memo.setdefault(root.area_id, CosignKey.objects.live().filter(area=root.area_id).first())
    if key is None:
        raise RuleBroken("no_key", "还没有登记副署口令，请先登记", conflict=True)
    if not is_signed(root.key, root.signature, root.statement):
        raise RuleBroken("altered", "这条摘要与平台的签名不符，请勿副署，并告知系统管理员", conflict=True)
    private = doing.memo.setdefault(key.public, key_from(doing.said["words"], key.salt))
    if public_of(private) != key.public:
        raise RuleBroken("words", f"副署口令不对（{key.office}）", field="words")
    root.cosign_key, root.cosignature = key, sign(private, cosigned(root.statement))


paper_root_acts = declare_acts(
    Acts(
        PaperRoot,
        account="cosigned_by_id",
        loads=("area",),
        called="凭据摘要",
        acts=(
            Act(
                "cosign",
                "副署",
                "副署",
                frozenset({RootState.WAITING}),
                RootState.COSIGNED,
                permission=P.AUDIT_VIEW,
                asks=(WORDS,),
                stamps=("cosigned_by", "cosigned_at"),
                run=_cosign,
                many=True,
                final=True,
                done="已副署，当天的凭据可以不联网核验了。",
                hint="副署证明这些凭据当天就已存在、以后没有改过。签过不能撤回。",
                icon="verified",
            ),
        ),
    )
)
