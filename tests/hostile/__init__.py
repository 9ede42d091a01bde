"""Words that mean harm, in every field and every address that takes any."""
