"""Who should handle a case: rules, suggestions with reasons, duplicates, returns, hops."""
