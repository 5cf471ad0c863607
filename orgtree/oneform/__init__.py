"""一表通: a table that an office asks for is taken in once and fills itself from what is recorded anyhow (docs/decisions/0093-oneform.md)."""
