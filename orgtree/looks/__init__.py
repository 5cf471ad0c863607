"""Who looked at whom: the access log, its readers, the auditor's pages."""
