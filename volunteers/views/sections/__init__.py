"""What stands on a member's first page, a module per noun; `views.home` lists them.

`section(member)` gives (template, context), or None where there is nothing to show. The template, in
`templates/volunteers/sections/`, gets the context as `section`.
"""
