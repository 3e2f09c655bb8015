"""Who somebody is, what their role lets them open, and the audit trail."""
