"""What every other kind of sending, with nothing in it, answers to every kind of person."""

PUTS = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
PUT  xapi.put                         400 400 400 400 400 400 400 400 400 400
"""
