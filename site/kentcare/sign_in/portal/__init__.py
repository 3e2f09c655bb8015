"""What stands around every page of somebody who is signed in, and the pieces that those pages share."""
