"""The process that sends queued messages: `kentcare outbox`."""
