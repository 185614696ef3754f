"""Intake: from an idea to a place in the programme.

Calls, the application form, applications, readings, composing a group, decisions, the funnel. What an application becomes once it is
sent (a person, their participation) belongs to `people` and `journeys`: here is how they got there.
"""
