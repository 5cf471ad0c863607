"""Projects with money: budget lines and their entries, projects from 立项 to 结项."""
