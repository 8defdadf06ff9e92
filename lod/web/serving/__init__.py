"""The server around the app: uvicorn's protocol, what is sent at once, limits, logs, measures and health."""
