"""Boards and reports: figures as people read them, and the rows behind them."""
