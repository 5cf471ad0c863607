"""党建品牌 (一社区一品): what a community is known for, what belongs to it, whom it served, and its page to be shared."""
