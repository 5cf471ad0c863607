"""What people do when: the mix of services through the seasons, and the words they write."""

import random
from datetime import date

# Month -> how much is going on: 学雷锋 in March, 创城 in spring and autumn, little in the heat and at Spring Festival.
SEASON = {1: 0.8, 2: 0.6, 3: 1.7, 4: 1.2, 5: 1.1, 6: 1.0, 7: 1.0, 8: 0.9, 9: 1.1, 10: 1.2, 11: 1.0, 12: 0.9}
# Service kind -> usual weight, and the months in which it counts several times over.
MIX = {
    "S01": (30, {3: 1.5}),
    "S02": (8, {}),
    "S03": (3, {1: 6, 2: 5, 7: 6, 8: 5}),
    "S04": (10, {2: 2, 10: 2}),
    "S05": (18, {3: 1.5, 4: 2, 11: 1.5}),
    "S06": (12, {1: 1.5, 10: 2}),
    "S07": (5, {}),
    "S08": (5, {6: 2, 7: 1.5}),
    "S09": (6, {6: 2, 7: 2, 8: 2}),
    "S10": (3, {}),
}
NOTES = {
    "S01": ("路口文明出行引导", "图书室整理上架", "便民服务日登记引导", "协助发放便民联系卡"),
    "S02": ("义诊测量血压", "法律咨询服务日值班", "四点半课堂作业辅导", "老年人手机使用教学"),
    "S03": ("暴雨后排水口清淤", "清扫小区主干道积雪", "防汛值守与巡查"),
    "S04": ("夜间楼院巡逻", "节假日防火巡查"),
    "S05": ("清理楼道杂物", "小区环境整治", "整理乱停放的共享单车"),
    "S06": ("探访独居老人，陪同聊天", "上门了解生活需要"),
    "S07": ("认领微心愿：更换楼道灯泡", "认领微心愿：代购生活用品"),
    "S08": ("楼院微党课", "反诈骗知识宣讲", "垃圾分类宣讲"),
    "S09": ("组织亲子阅读活动", "组织社区文艺排练", "组织科普小实验"),
    "S10": ("协助调解楼道堆物纠纷", "协助调解噪声纠纷"),
}
# Services where one meets many people, or few; elsewhere one to twenty.
PEOPLE = {"S02": (5, 30), "S06": (1, 2), "S07": (1, 1), "S08": (15, 60), "S09": (10, 40), "S10": (2, 4)}


def season(day: date) -> float:
    """How busy the month of `day` is; 1 is usual."""
    return SEASON[day.month]


def draw_task(day: date, luck: random.Random) -> tuple[str, str]:
    """(service kind, note) of something done on `day`."""
    weights = [usual * months.get(day.month, 1) for usual, months in MIX.values()]
    code = luck.choices(list(MIX), weights)[0]
    return code, luck.choice(NOTES[code])


def draw_people(code: str, luck: random.Random) -> int:
    """How many people a service of this kind reached."""
    return luck.randint(*PEOPLE.get(code, (1, 20)))
