"""The columns of roots over papers, and of the keys that cosign them."""

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column
from orgtree.proofs.models import CosignKey, PaperRoot

paper_root_list = declare_list(
    PaperRoot,
    columns=columns_of(PaperRoot, "number size previous key signature made_at cosignature cosigned_at")
    | area_columns("区域")
    | {
        "state": state_column(PaperRoot, {"待副署": "warning", "已副署": "success"}),
        "digest": Column("摘要", lambda root: root.digest, chars=17),
        "office": Column("副署单位", lambda root: root.cosign_key.office if root.cosign_key else "—"),
    },
    desk="state number area size digest made_at office cosigned_at",
    links="state number",
    filters=("state",),
    order="-number",
    loads=("area", "cosign_key"),
    api="id number area place size digest previous key signature made_at state state_label cosignature cosigned_at",
    asked_by="state area under",
    ordered_by="number",
)

cosign_key_list = declare_list(
    CosignKey,
    columns=columns_of(CosignKey, "office public taken_at ended_at")
    | area_columns("区域")
    | {"state": state_column(CosignKey, {"在用": "success", "已停用": "info"})},
    desk="state area office taken_at ended_at",
    links="state office",
    filters=("state",),
    order="-taken_at -pk",
    loads=("area",),
)
