"""Papers that can be checked without a network: a nightly root over them, signed here and cosigned by a second office (docs/decisions/0108)."""
