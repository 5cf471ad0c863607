"""Files that people attach: what may be, written anew before it is kept, and one address that asks who looks (docs/decisions/0038)."""
