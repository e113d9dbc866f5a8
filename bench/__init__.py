"""odontograph measured side by side with what a user would pick instead; see bench/README.md."""
