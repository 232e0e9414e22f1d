"""Policy files, checks, gates, deadlines, ladders, waivers; pure."""
