"""Translating in the background: a queue, workers that only translate, and the host that stores what they made.

`queue` carries requests and answers, `worker` answers them, `host` hands them out and keeps what comes back;
`background` starts these as threads. See docs/decisions/007-jobs.md.
"""
