"""The living demo: invented people on invented ways, written through the real actions, dated relative to today.

Only one year is fixed: 2022, whose figures are those the first incubator published (32 accompanied, 6 launched, 14 women of 32).
"""
