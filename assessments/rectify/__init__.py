"""整改与约谈: the rectification list with its checks, talks with organisations."""
