"""The commands of ``govsite``, one file each: its arguments, and what it does or whom it asks.

What a command needs is loaded only when it runs, wherever that is much. Exit codes: 0 done, 1 found something, 2 usage,
3 could not finish.
"""

DONE, FOUND, USAGE, UNFINISHED = 0, 1, 2, 3
