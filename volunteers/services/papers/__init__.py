"""The offices' own forms as .docx and .xlsx, filled from what the platform knows; a module per form."""
