"""When each thing that runs by itself last said that it runs: the sender, backups, retention."""
