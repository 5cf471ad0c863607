"""Money is kept in whole fen; yuan stands only in what people read and write."""

from decimal import Decimal

FEN = 100  # a yuan


def fen_of(yuan: Decimal) -> int:
    """Whole fen; a yuan with more than two decimals was refused where it was written."""
    return int(yuan * FEN)


def yuan_of(fen: int | None) -> Decimal | None:
    """Yuan with two decimals; None for None."""
    return None if fen is None else Decimal(fen).scaleb(-2)


def told(fen: int) -> str:
    """As people read it: 1,234.5元, 30,000元."""
    yuan = f"{Decimal(fen).scaleb(-2):,.2f}"
    return f"{yuan.rstrip('0').rstrip('.')}元"
