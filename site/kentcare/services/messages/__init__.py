"""Messages to people's telephones and mailboxes."""
