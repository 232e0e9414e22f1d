"""One adapter a file: trackers, chat and mail, paging, CI, metrics, people."""
