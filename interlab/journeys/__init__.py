"""The heart: participations, projects and their stages, sessions, next acts, documents, the timeline they make."""
