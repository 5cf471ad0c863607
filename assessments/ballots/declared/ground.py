"""What polls declare for the ground floor, and for rounds below."""

from assessments.ballots.services.of_rounds import check_polls_of, prepare_poll_of
from assessments.declare import round_closing, round_opened
from orgtree.declare import registry
from orgtree.declare.notices import NoticeKind

round_opened.add("ballots.prepare", prepare_poll_of)
round_closing.add("ballots.counted", check_polls_of)
registry.add_notice_kinds([NoticeKind("ballots", "投票", ("poll",))])
