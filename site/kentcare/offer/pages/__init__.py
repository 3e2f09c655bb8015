"""The pages that explain: home, what your status means, who to contact, and how this site treats you."""
