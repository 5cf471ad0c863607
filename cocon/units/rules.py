"""When two written names are one unit's name. Source: docs/rules.md, "Units and communities"."""

import re

from volunteers.members.rules.unit_names import normal_unit_name

# What offices put before a unit's name and leave out again: the province, city, district or county where it is.
PLACES = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,4}?市)?(?:[\u4e00-\u9fff]{1,4}?[区县])?"
)
FORMS = ("股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "公司")
SHORTEST = 3  # what is left of a name below this says nothing


def unit_key(name: str) -> str:
    """What the writings of one unit's name have in common: 洛阳市涧西区第一小学 and 第一小学, 某某股份有限公司 and 某某有限公司.

    For finding those that may be one, which a person then decides; never for taking one for the other.
    """
    whole = normal_unit_name(name)
    bare = PLACES.sub("", whole, count=1)
    for form in FORMS:
        if bare.endswith(form):
            bare = bare.removesuffix(form)
            break
    return bare if len(bare) >= SHORTEST else whole
