"""What follows at once when a consent is taken back, in words. Nothing else follows (个人信息保护法 Art. 15–16)."""

from volunteers.members.choices.people import ConsentPurpose

UNNAMED = "未公开姓名"  # who did not agree to be named in notices: no surname either

AFTER_WITHDRAWAL: dict[str, str] = {
    ConsentPurpose.REGISTRATION: "平台不再为您办理报到；服务时长和积分保留，需要时可以重新报到。",
    ConsentPurpose.UNIT_FEEDBACK: "从现在起不再向单位反馈；以前已送达的反馈表由单位按规定保存。不影响报到、服务和积分。",
    ConsentPurpose.NAMED_NOTICE: "从现在起新的公示不显示您的姓名。其他不受影响。",
    ConsentPurpose.PHOTO: "从现在起照片只供社区核实服务时查看，不再公开展示。其他不受影响。",
    ConsentPurpose.SKILLS: "从现在起活动组织者看不到您的特长，也不会按特长邀请您。仍可自己报名和认岗。",
}
