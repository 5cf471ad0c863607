"""What is done to a period: it is closed, once, by who oversees everybody that counts in it."""

from orgtree.acts import Act, Acts, declare_acts
from orgtree.choices import Permission as P
from orgtree.choices import Standing
from orgtree.figures.models import FigureFill

fill_acts = declare_acts(
    Acts(
        FigureFill,
        called="统计期",
        derived=((Standing.OPEN, "未关账"), (Standing.ENDED, "已关账")),
        acts=(
            Act(
                "close",
                "关账",
                "关账",
                frozenset({Standing.OPEN}),
                None,
                permission=P.FIGURES_CLOSE,
                stamps=("closed_by", "closed_at"),
                by_form=True,
                leads="已关账",
                icon="lock",
            ),
        ),
    )
)
