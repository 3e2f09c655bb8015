"""The web server: what stands between the network and the WSGI application.

A request is read to its end before a thread is taken for it, and what may wait for something has threads of
its own, so that nothing slow keeps a public page, the exit or the red button waiting.
docs/decisions/0030-threads.md says why.
"""
