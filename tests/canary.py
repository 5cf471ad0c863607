"""The word in every planted name, and the phone of the planted member: nobody of 西园社区 may ever read them."""

CANARY = "金丝雀"
PHONE = "13911112222"
PASSWORD = "Canary-pass-2026"
