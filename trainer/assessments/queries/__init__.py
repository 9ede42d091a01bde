"""What is shown of submissions, judgements and progress, each list with its loading spelled out."""
