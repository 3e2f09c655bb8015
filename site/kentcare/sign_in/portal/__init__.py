"""The portal: the frame around every page of somebody who is signed in, and what those pages share."""
