"""Helping pairs and social services: what may be written of the helped, what an entry of help says, and days.

Source: docs/rules.md, "Helping pairs": no name, no address, no number, nothing of minors; 个人信息保护法 Art. 5–6, 31.
"""

import re
from datetime import date

from cocon.helping.choices import HelpKind
from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import refuse_private

MOST_YUAN = 100_000_000
MOST_DAYS = 366
MOST_HEADS = 10_000
MOST_HOURS = 24
PRIVATE = "不写姓名、电话和住址，不写未成年人"
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
)
CALLED = "先生|女士|大爷|大妈|大娘|大叔|大婶|大姐|大哥|大嫂|奶奶|爷爷|阿姨|叔叔|婆婆|老伯|师傅"
WORDS = "文字|方式|方案|方法|方面|金额|高龄|全家|安全"  # begin like a surname and are none
MET = "看望|慰问|走访|探望|拜访|帮扶|帮助|陪同|陪护|接送|联系|资助"
# 张某、李秀英奶奶、看望张三，老王家, 姓名：…: how people name somebody where they may not.
NAMED = re.compile(
    rf"[{SURNAMES}]某|[{SURNAMES}][一-龥]{{0,2}}(?:{CALLED})|(?:{MET})(?:了)?(?!{WORDS})[{SURNAMES}][一-龥]{{1,2}}(?=[，。、；,;.\s和及]|一家|家|$)"
    rf"|(?<![养敬为助适古大])[老小][{SURNAMES}](?=[家的说，。、,\s]|$)|姓名|名叫|户主\s*[:：]"
)
# A lane and a number tell where somebody lives as a door does.
HOUSE = re.compile(
    r"[一-龥](?:路|街|巷|弄|胡同|里)\s*\d+\s*号|\d+\s*号\s*(?:楼|院|门)|\d+\s*(?:栋|幢|单元)|[一二三四五六七八九十]+单元"
)
MINOR = re.compile(
    r"未成年|儿童|少年|小孩|孩子|婴|幼儿|学童|孤儿|留守儿|困境儿|[小中]学生|初中生|高中生|(?<!\d)(?:\d|1[0-7])\s*(?:周?岁)(?!以上)"
)


def checked_words(text: str, *, field: str) -> str:
    """`text` without outer blanks; raises RuleBroken at `field` where it tells who is helped, where they live, or of a minor."""
    kept = without_persons(text, field=field)
    if MINOR.search(kept):
        raise RuleBroken("words_minor", "不写未成年人的情况，请去掉", field=field)
    return kept


def without_persons(text: str, *, field: str) -> str:
    """The same without the question of minors: for what is held for many, such as a reading hour for pupils."""
    kept = text.strip()
    refuse_private(kept, field=field)
    if NAMED.search(kept):
        raise RuleBroken("words_private", "文字里像是有姓名或称呼，请去掉：帮扶对象只用编号", field=field)
    if HOUSE.search(kept):
        raise RuleBroken("words_private", "文字里像是有住址，请去掉：帮扶对象只用编号", field=field)
    return kept


def check_term(since: date, until: date | None, today: date) -> None:
    """Raise RuleBroken at its field unless it has begun and ends after it began."""
    if since > today:
        raise RuleBroken("since", "开始日期不能晚于今天", field="since")
    if until and until < since:
        raise RuleBroken("until", "最后一天不能早于开始日期", field="until")


def check_day(day: date, since: date, until: date | None, today: date, *, field: str = "day") -> None:
    """Raise RuleBroken at `field` for a day that is still to come or not in the term."""
    last = min(today, until or today)
    if not since <= day <= last:
        raise RuleBroken("day", f"日期应在{since}到{last}之间", field=field)


def check_given(kind: str, fen: int | None, days: int | None) -> None:
    """Raise RuleBroken at its field unless an entry says what its kind needs, and nothing that it cannot have.

    Money and goods have a value, days of work their number; a visit has neither.
    """
    if kind in (HelpKind.MONEY, HelpKind.GOODS):
        if not fen:
            raise RuleBroken("yuan", "请填写金额或物资折价（元）", field="yuan")
    elif fen:
        raise RuleBroken("yuan", "只有资金和物资填金额；另给了资金或物资的，请另记一条", field="yuan")
    if kind == HelpKind.DAYS and not days:
        raise RuleBroken("days", "请填写出工天数", field="days")
    if kind != HelpKind.DAYS and days:
        raise RuleBroken("days", "只有出工填天数", field="days")
