"""How reports come in and answers go out: public page, 12345, Open311, the window."""
