"""Account administration: inviting people, giving them roles, reviewing and closing their accounts."""
