"""Channels behind `notify`: what is written in the app goes out by e-mail, SMS or 企业微信 too, where somebody wants it so.

docs/decisions/0036-channels.md
"""
