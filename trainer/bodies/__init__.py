"""Professional bodies: grades, memberships, accreditations, and certificates from elsewhere."""
