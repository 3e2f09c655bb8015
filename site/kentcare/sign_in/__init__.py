"""How people sign in and stay signed in, and the frame of every signed-in page."""
