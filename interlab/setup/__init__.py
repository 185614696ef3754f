"""What a programme lead may change of an incubator: its words, programmes, cohorts and team. Not what was noted of people."""
