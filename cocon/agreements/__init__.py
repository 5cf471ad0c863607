"""Agreements of units and communities (共建协议): what each side does for how long, counted from what was done."""
