"""The demonstration district: 洛阳市涧西区 with its real streets and communities, and everything below them invented.

Names and codes in `divisions.csv` are public facts (国家统计局统计用区划代码和城乡划分代码, 2023). Grids, buildings,
units, people, phones and records are made up, and look it. The same seed and the same day give the same district.
"""

from config.demo_district.district import (
    DISTRICT_CODE,
    FillRunning,
    Progress,
    Scale,
    fill_first,
    fill_next,
    is_filled,
    progress_of_fill,
)

__all__ = [
    "DISTRICT_CODE",
    "FillRunning",
    "Progress",
    "Scale",
    "fill_first",
    "fill_next",
    "is_filled",
    "progress_of_fill",
]
