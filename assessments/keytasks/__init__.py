"""重点任务: yearly lists, owners, milestones, the wall chart, visits; mechanisms and their task forces."""
