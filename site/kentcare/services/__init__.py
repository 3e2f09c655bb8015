"""What several wings use: messages, files, long forms and cover for absent officers."""
