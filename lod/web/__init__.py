"""HTTP and nothing else: every answer is read from the current release, nothing is written.

`app.create_app` wires the room; `negotiation` chooses a format, `responses` sends it, `problems` says what went wrong.
"""
