"""Ways to sign in, and what each role may do in an incubator. A person who never signs in has no account."""
