"""Sessions: signing in with a code, staying signed in and signing out."""
