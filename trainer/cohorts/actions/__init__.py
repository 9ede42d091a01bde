"""What is done with cohorts: preparing one, and registering those in it."""
