"""What everybody may read: questions and answers, procedures, sources."""
